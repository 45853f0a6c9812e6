import type { Measure } from './measure.ts';

/**
 * Creates a measure that counts distinct values, which are given as hashes. Most windows have few
 * values: a window of only one value does without a map.
 */
export function createValueCount(): Measure {
  let only = 0;
  let timesOnly = 0;
  let times: Map<number, number> | undefined;
  return {
    add(_time, value) {
      if (!times) {
        if (timesOnly === 0) only = value;
        if (value === only) {
          timesOnly++;
          return;
        }
        times = new Map([[only, timesOnly]]);
      }
      times.set(value, (times.get(value) ?? 0) + 1);
    },
    remove(value) {
      if (!times) {
        timesOnly--;
        return;
      }
      const left = (times.get(value) ?? 0) - 1;
      if (left > 0) times.set(value, left);
      else times.delete(value);
    },
    measure: () => (times ? times.size : Math.min(timesOnly, 1)),
  };
}
