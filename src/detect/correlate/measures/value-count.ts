import type { Measure } from './measure.ts';

/**
 * Counts distinct values, which are given as hashes. Most windows have few values: a window of only
 * one value does without a map.
 */
export class ValueCount implements Measure {
  #only = 0;
  #timesOnly = 0;
  #times: Map<number, number> | undefined;

  add(_time: number, value: number): void {
    if (!this.#times) {
      if (this.#timesOnly === 0) this.#only = value;
      if (value === this.#only) {
        this.#timesOnly++;
        return;
      }
      this.#times = new Map([[this.#only, this.#timesOnly]]);
    }
    this.#times.set(value, (this.#times.get(value) ?? 0) + 1);
  }

  remove(value: number): void {
    if (!this.#times) {
      this.#timesOnly--;
      return;
    }
    const left = (this.#times.get(value) ?? 0) - 1;
    if (left > 0) this.#times.set(value, left);
    else this.#times.delete(value);
  }

  measure(): number {
    return this.#times ? this.#times.size : Math.min(this.#timesOnly, 1);
  }
}
