import type { Measure } from './measure.ts';
import { SortedNumbers } from './sorted-numbers.ts';

/**
 * Measures the value below which a part of the values lies, from 0 to 1. Between two values it is
 * interpolated, as by `percentile_cont` of SQL: the median of 1 and 2 is 1.5.
 */
export class Quantile implements Measure {
  readonly #part: number;
  readonly #numbers = new SortedNumbers();

  constructor(part: number) {
    this.#part = part;
  }

  add(_time: number, value: number): void {
    this.#numbers.add(value);
  }

  remove(value: number): void {
    this.#numbers.remove(value);
  }

  measure(): number {
    const place = this.#part * (this.#numbers.size - 1);
    const below = this.#numbers.at(Math.floor(place));
    const above = this.#numbers.at(Math.ceil(place));
    return below === above ? below : interpolate(below, above, place - Math.floor(place));
  }
}

/** Never overflows, unlike the difference of the two. */
function interpolate(below: number, above: number, part: number): number {
  return below * (1 - part) + above * part;
}
