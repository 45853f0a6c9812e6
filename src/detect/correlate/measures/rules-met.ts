import type { Measure } from './measure.ts';

/** Creates a measure that counts how many of `count` rules match an event of the window. */
export function createRulesMet(count: number): Measure {
  /** The time of the last event of each rule; NaN without one, which is at no time. */
  const last: number[] = new Array(count).fill(Number.NaN);
  const isMet = (rule: number, begin: number) => (last[rule] ?? Number.NaN) >= begin;
  return {
    add(time, _value, rules) {
      for (const rule of rules) if (!isMet(rule, time)) last[rule] = time;
    },
    // A rule is met as long as its last event is in the window.
    remove: () => {},
    measure: (begin) => last.reduce((met, time) => (time >= begin ? met + 1 : met), 0),
    isMet,
  };
}
