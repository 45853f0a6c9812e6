/** The most numbers in one part; one that has more is split in two. */
const partLength = 512;

/**
 * Numbers in ascending order, in parts that are small enough to insert into quickly: with a million
 * numbers, adding, removing and finding one by its place each pass over some thousand parts.
 */
export class SortedNumbers {
  /** No part is empty, except when there are no numbers. */
  readonly #parts: number[][] = [[]];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(number: number): void {
    const index = this.#partOf(number);
    const part = this.#parts[index] ?? [];
    part.splice(placeIn(part, number), 0, number);
    this.#size++;
    if (part.length > partLength) this.#parts.splice(index + 1, 0, part.splice(partLength / 2));
  }

  /** Removes one number that was added. */
  remove(number: number): void {
    const index = this.#partOf(number);
    const part = this.#parts[index] ?? [];
    const place = placeIn(part, number);
    if (part[place] !== number) return;
    part.splice(place, 1);
    this.#size--;
    if (part.length === 0 && this.#parts.length > 1) this.#parts.splice(index, 1);
  }

  /** Returns the number at a place, from 0; NaN beyond the last one. */
  at(place: number): number {
    let before = 0;
    for (const part of this.#parts) {
      if (place < before + part.length) return part[place - before] ?? Number.NaN;
      before += part.length;
    }
    return Number.NaN;
  }

  /** Returns the index of the first part whose last number is not less than `number`. */
  #partOf(number: number): number {
    let low = 0;
    let high = this.#parts.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#parts[middle]?.at(-1) ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Returns the place of the first number in the part that is not less than `number`. */
function placeIn(part: readonly number[], number: number): number {
  let low = 0;
  let high = part.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((part[middle] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
