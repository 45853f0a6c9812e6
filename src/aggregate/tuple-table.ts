import { createTupleNumbers } from './tuple-numbers.ts';

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

/**
 * Creates a table of tuples of this length, of 32-bit numbers. A tuple takes 4 to 8 bytes for each
 * of its numbers and 18 to 72 more.
 */
export function createTupleTable(length: number): TupleTable {
  let tuples = new Uint32Array(length * 2 ** 8);
  let count = 0;
  const numberOf = createTupleNumbers({
    isTuple(number, tuple) {
      const from = (number - 1) * length;
      for (let at = 0; at < length; at++) if (tuples[from + at] !== tuple[at]) return false;
      return true;
    },
    add(tuple) {
      if (length > 0 && count * length === tuples.length) {
        const larger = new Uint32Array(tuples.length * 2);
        larger.set(tuples);
        tuples = larger;
      }
      tuples.set(tuple, count * length);
      return ++count;
    },
  });
  return {
    numberOf: (tuple, most) => numberOf(tuple, length, most),
    tupleOf: (number) => tuples.subarray((number - 1) * length, number * length),
    size: () => count,
  };
}
