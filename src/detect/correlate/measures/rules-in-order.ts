import type { Measure } from './measure.ts';

/**
 * Counts how many of the rules, from the first one, match events of the window in the order of the
 * rules. Events of the same time are in order, however they come: CloudTrail's times are whole
 * seconds.
 */
export class RulesInOrder implements Measure {
  readonly needsOrder = true;
  /** For each rule, when the latest sequence of events that ends with it began; NaN without one. */
  readonly #begun: number[];
  /** For each rule, the time of its last event; NaN without one. */
  readonly #last: number[];

  constructor(rules: number) {
    this.#begun = new Array(rules).fill(Number.NaN);
    this.#last = new Array(rules).fill(Number.NaN);
  }

  add(time: number, _value: number, rules: readonly number[]): void {
    for (const rule of rules) this.#last[rule] = time;
    // Passes the beginning on to the next rules, if they have an event of the same time.
    for (const rule of rules) {
      for (let next = rule; this.#last[next] === time; next++) {
        this.#begun[next] = next === 0 ? time : (this.#begun[next - 1] ?? Number.NaN);
      }
    }
  }

  /** A sequence counts as long as its beginning is in the window. */
  remove(): void {}

  measure(begin: number): number {
    let inOrder = 0;
    while ((this.#begun[inOrder] ?? Number.NaN) >= begin) inOrder++;
    return inOrder;
  }
}
