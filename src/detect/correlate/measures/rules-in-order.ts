import type { Measure } from './measure.ts';

/**
 * Creates a measure that counts how many of `count` rules, from the first one, match events of the
 * window in the order of the rules. Events of the same time are in order, however they come:
 * CloudTrail's times are whole seconds.
 */
export function createRulesInOrder(count: number): Measure {
  /** For each rule, when the latest sequence of events that ends with it began. */
  const begun: number[] = new Array(count).fill(Number.NEGATIVE_INFINITY);
  /** For each rule, the time of its last event. */
  const last: number[] = new Array(count).fill(Number.NEGATIVE_INFINITY);
  return {
    needsOrder: true,
    add(time, _value, rules) {
      for (const rule of rules) last[rule] = time;
      // Passes the beginning on to the next rules, if they have an event of the same time.
      for (const rule of rules) {
        for (let next = rule; next < count && last[next] === time; next++) {
          begun[next] = next === 0 ? time : (begun[next - 1] ?? 0);
        }
      }
    },
    // A sequence counts as long as its beginning is in the window.
    remove: () => {},
    measure: (begin) => {
      let inOrder = 0;
      while (inOrder < count && (begun[inOrder] ?? 0) >= begin) inOrder++;
      return inOrder;
    },
  };
}
