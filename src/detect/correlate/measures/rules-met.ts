import type { Measure } from './measure.ts';

/** Creates a measure that counts how many of `count` rules match an event of the window. */
export function createRulesMet(count: number): Measure {
  const last: number[] = new Array(count).fill(Number.NEGATIVE_INFINITY);
  return {
    add(time, _value, rules) {
      for (const rule of rules) last[rule] = Math.max(last[rule] ?? 0, time);
    },
    // A rule is met as long as its last event is in the window.
    remove: () => {},
    measure: (begin) => last.reduce((met, time) => (time >= begin ? met + 1 : met), 0),
    isMet: (rule, begin) => (last[rule] ?? Number.NEGATIVE_INFINITY) >= begin,
  };
}
