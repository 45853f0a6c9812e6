import type { Measure } from './measure.ts';
import { SortedNumbers } from './sorted-numbers.ts';

/**
 * Creates a measure of the value below which a part of the values lies, from 0 to 1. Between two
 * values it is interpolated, as by `percentile_cont` of SQL: the median of 1 and 2 is 1.5.
 */
export function createQuantile(part: number): Measure {
  const numbers = new SortedNumbers();
  return {
    add: (_time, value) => numbers.add(value),
    remove: (value) => numbers.remove(value),
    measure: () => {
      const place = part * (numbers.size - 1);
      const below = numbers.at(Math.floor(place));
      const above = numbers.at(Math.ceil(place));
      return below === above ? below : interpolate(below, above, place - Math.floor(place));
    },
  };
}

/** Never overflows, unlike the difference of the two. */
function interpolate(below: number, above: number, part: number): number {
  return below * (1 - part) + above * part;
}
