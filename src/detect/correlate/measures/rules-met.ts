import type { Measure } from './measure.ts';

/** Counts how many of the rules match an event of the window. */
export class RulesMet implements Measure {
  /** The time of the last event of each rule; NaN without one, which is at no time. */
  readonly #last: number[];

  constructor(rules: number) {
    this.#last = new Array(rules).fill(Number.NaN);
  }

  add(time: number, _value: number, rules: readonly number[]): void {
    for (const rule of rules) if (!this.isMet(rule, time)) this.#last[rule] = time;
  }

  /** A rule is met as long as its last event is in the window. */
  remove(): void {}

  measure(begin: number): number {
    let met = 0;
    for (const time of this.#last) if (time >= begin) met++;
    return met;
  }

  isMet(rule: number, begin: number): boolean {
    return (this.#last[rule] ?? Number.NaN) >= begin;
  }
}
