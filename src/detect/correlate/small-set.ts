/** A longer list is searched faster as a set. */
const fewNumbers = 16;

/** A set of numbers that takes little memory as long as it has few. */
export class SmallSet {
  #numbers: number[] | Set<number> = [];

  get size(): number {
    return Array.isArray(this.#numbers) ? this.#numbers.length : this.#numbers.size;
  }

  has(number: number): boolean {
    return Array.isArray(this.#numbers)
      ? this.#numbers.includes(number)
      : this.#numbers.has(number);
  }

  /** Adds a number that the set does not have. */
  add(number: number): void {
    if (!Array.isArray(this.#numbers)) this.#numbers.add(number);
    else if (this.#numbers.push(number) > fewNumbers) this.#numbers = new Set(this.#numbers);
  }
}
