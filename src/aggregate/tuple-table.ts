import { PairTable } from './pair-table.ts';

/** Numbers tuples of numbers. */
export interface TupleTable {
  /**
   * Returns the number of a tuple, from 1: always the same number. Returns 0 for a new tuple when
   * the table already has `most`.
   */
  numberOf(tuple: ArrayLike<number>, most?: number): number;
  /** Returns the tuple with this number; it is valid until the next tuple is numbered. */
  tupleOf(number: number): Uint32Array;
  /** Returns how many tuples have a number. */
  size(): number;
}

/** The position in a row of the tuple's number, after two hashes of the tuple. */
const numberAt = 2;
const rowLength = 3;

/**
 * Creates a table of tuples of this length, of 32-bit numbers. A tuple takes 4 to 8 bytes for each
 * of its numbers and 18 to 72 more.
 */
export function createTupleTable(length: number): TupleTable {
  const hashes = new PairTable(rowLength);
  let tuples = new Uint32Array(length * 2 ** 8);
  let count = 0;

  const isTuple = (number: number, tuple: ArrayLike<number>): boolean => {
    const from = (number - 1) * length;
    for (let at = 0; at < length; at++) if (tuples[from + at] !== tuple[at]) return false;
    return true;
  };
  const add = (tuple: ArrayLike<number>) => {
    if (length > 0 && count * length === tuples.length) {
      const larger = new Uint32Array(tuples.length * 2);
      larger.set(tuples);
      tuples = larger;
    }
    tuples.set(tuple, count * length);
    return ++count;
  };

  return {
    numberOf(tuple, most = Number.POSITIVE_INFINITY) {
      let first = 0;
      let second = 0;
      for (let at = 0; at < length; at++) {
        const value = tuple[at] ?? 0;
        first = Math.imul(first ^ value, 0x9e3779b1);
        first ^= first >>> 15;
        second = Math.imul(second + value, 0xc2b2ae35);
        second ^= second >>> 13;
      }
      // Two zeros would mark a free row.
      first |= 1;
      // Tries the next hash when another tuple has the same two hashes, which is rare.
      for (; ; second++) {
        if (count >= most && !hashes.has(first, second)) return 0;
        const at = hashes.place(first, second);
        const number = hashes.words[at + numberAt] ?? 0;
        if (number === 0) {
          const added = add(tuple);
          hashes.words[at + numberAt] = added;
          return added;
        }
        if (isTuple(number, tuple)) return number;
      }
    },
    tupleOf: (number) => tuples.subarray((number - 1) * length, number * length),
    size: () => count,
  };
}
