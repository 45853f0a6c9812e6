/** The positions of the two words of a key in its row. */
const low = 0;
const high = 1;

/**
 * A hash table of rows of 32-bit words; the first two words of a row are its key. A key of two
 * zeros marks a free row and must not be used. A row takes 1.5 to 6 times the memory of its words.
 */
export class PairTable {
  readonly #rowLength: number;
  /**
   * The table has 2 ** #power rows. Calculated with shifts, since V8 calls a function for powers.
   */
  #power = 8;
  #words: Int32Array<ArrayBuffer>;
  #size = 0;

  constructor(rowLength: number) {
    this.#rowLength = rowLength;
    this.#words = new Int32Array(rowLength << this.#power);
  }

  /** The words of all rows, as signed numbers. Adding a row may replace the array. */
  get words(): Int32Array {
    return this.#words;
  }

  /** The number of rows. */
  get size(): number {
    return this.#size;
  }

  has(first: number, second: number): boolean {
    return !this.#isFree(this.#find(first | 0, second | 0));
  }

  /**
   * Returns where the row of a key begins in `words`. Adds a missing row, with zeros after the key.
   */
  place(first: number, second: number): number {
    // Converts the key to signed integers, with which V8 computes fastest.
    const at = this.#find(first | 0, second | 0);
    if (!this.#isFree(at)) return at;
    this.#words[at + low] = first;
    this.#words[at + high] = second;
    // A table that is at most two thirds full finds a row in few steps.
    if (++this.#size * 3 <= 2 << this.#power) return at;
    this.#grow();
    return this.#find(first | 0, second | 0);
  }

  /** Yields where each row begins in `words`, in no particular order. */
  *rows(): Generator<number> {
    for (let at = 0; at < this.#words.length; at += this.#rowLength) {
      if (!this.#isFree(at)) yield at;
    }
  }

  #isFree(at: number): boolean {
    return this.#words[at + low] === 0 && this.#words[at + high] === 0;
  }

  /** Returns where the row of a key is, or the free row where it belongs. */
  #find(first: number, second: number): number {
    const words = this.#words;
    const rowLength = this.#rowLength;
    const mask = (1 << this.#power) - 1;
    const hash = Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b);
    for (let index = hash >>> (32 - this.#power); ; index = (index + 1) & mask) {
      const at = index * rowLength;
      const foundLow = words[at + low];
      const foundHigh = words[at + high];
      if (foundLow === first && foundHigh === second) return at;
      if (foundLow === 0 && foundHigh === 0) return at;
    }
  }

  /**
   * Moves all rows to a larger table. The upper bits of the hash choose the row, so the new table
   * is filled from beginning to end, which is fast.
   */
  #grow(): void {
    const old = this.#words;
    this.#power += 2;
    this.#words = new Int32Array(this.#rowLength << this.#power);
    for (let from = 0; from < old.length; from += this.#rowLength) {
      const [first = 0, second = 0] = [old[from + low], old[from + high]];
      if (first === 0 && second === 0) continue;
      const at = this.#find(first, second);
      for (let word = 0; word < this.#rowLength; word++) {
        this.#words[at + word] = old[from + word] ?? 0;
      }
    }
  }
}
