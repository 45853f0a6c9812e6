import type { Measure } from './measure.ts';

/**
 * Creates a measure based on the sum of the values and their number. What rounding takes away is
 * added up separately (Neumaier's algorithm), so that a large value that has left the window does
 * not leave an error behind.
 */
export function createSum(result: (sum: number, count: number) => number): Measure {
  let sum = 0;
  let lost = 0;
  let values = 0;
  const add = (value: number) => {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  };
  return {
    add(_time, value) {
      add(value);
      values++;
    },
    remove(value) {
      add(-value);
      values--;
      if (values === 0) {
        sum = 0;
        lost = 0;
      }
    },
    measure: () => result(sum + lost, values),
  };
}
