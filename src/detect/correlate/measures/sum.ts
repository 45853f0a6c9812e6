import type { Measure } from './measure.ts';

/**
 * Measures the sum of the values, or their average. What rounding takes away is added up separately
 * (Neumaier's algorithm), so that a large value that has left the window does not leave an error
 * behind.
 */
export class Sum implements Measure {
  readonly #isAverage: boolean;
  #sum = 0;
  #lost = 0;
  #values = 0;

  constructor(result: 'sum' | 'average') {
    this.#isAverage = result === 'average';
  }

  add(_time: number, value: number): void {
    this.#add(value);
    this.#values++;
  }

  remove(value: number): void {
    this.#add(-value);
    this.#values--;
    if (this.#values > 0) return;
    this.#sum = 0;
    this.#lost = 0;
  }

  measure(): number {
    const sum = this.#sum + this.#lost;
    return this.#isAverage ? sum / this.#values : sum;
  }

  #add(value: number): void {
    const sum = this.#sum;
    const next = sum + value;
    this.#lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    this.#sum = next;
  }
}
