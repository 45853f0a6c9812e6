/** The words of a row that are its key. */
const low = 0;
const high = 1;

/**
 * Rows of 32-bit words, found by the first two, which are the key of the row. A key of two zeros marks a
 * free row and must not be given. A row takes 1.5 to 6 times the memory of its words.
 */
export class PairTable {
  readonly #rowLength: number;
  /** 2 to this power is the number of rows there is room for. */
  #power = 8;
  #words: Int32Array<ArrayBuffer>;
  #size = 0;

  constructor(rowLength: number) {
    this.#rowLength = rowLength;
    this.#words = new Int32Array(rowLength * 2 ** this.#power);
  }

  /** The words of all rows, as signed numbers; another array after a row has been added. */
  get words(): Int32Array {
    return this.#words;
  }

  /** How many rows there are. */
  get size(): number {
    return this.#size;
  }

  has(first: number, second: number): boolean {
    return !this.#isFree(this.#find(first | 0, second | 0));
  }

  /** Where the row of a key begins in `words`. Adds the row when there is none, with zeros behind the key. */
  place(first: number, second: number): number {
    // As signed integers, with which the machine does arithmetic.
    const at = this.#find(first | 0, second | 0);
    if (!this.#isFree(at)) return at;
    this.#words[at + low] = first;
    this.#words[at + high] = second;
    // Filled to two thirds, a row is found in few steps.
    if (++this.#size * 3 <= 2 ** (this.#power + 1)) return at;
    this.#grow();
    return this.#find(first | 0, second | 0);
  }

  /** Where each row begins in `words`, in no order. */
  *rows(): Generator<number> {
    for (let at = 0; at < this.#words.length; at += this.#rowLength) {
      if (!this.#isFree(at)) yield at;
    }
  }

  #isFree(at: number): boolean {
    return this.#words[at + low] === 0 && this.#words[at + high] === 0;
  }

  /** Where the row of a key is, or the free one where it belongs. */
  #find(first: number, second: number): number {
    const words = this.#words;
    const rowLength = this.#rowLength;
    const mask = 2 ** this.#power - 1;
    const hash = Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b);
    for (let index = hash >>> (32 - this.#power); ; index = (index + 1) & mask) {
      const at = index * rowLength;
      const foundLow = words[at + low];
      const foundHigh = words[at + high];
      if (foundLow === first && foundHigh === second) return at;
      if (foundLow === 0 && foundHigh === 0) return at;
    }
  }

  /** The upper bits of the hash name the place, so that the larger table is filled from its beginning to its end. */
  #grow(): void {
    const old = this.#words;
    this.#power += 2;
    this.#words = new Int32Array(this.#rowLength * 2 ** this.#power);
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
