import { PairTable } from './pair-table.ts';

/** Where tuples of 32-bit words are stored by their numbers, which begin at 1. */
interface TupleStore {
  /** Returns whether the tuple with this number has the first `length` of these words. */
  isTuple(number: number, words: ArrayLike<number>, length: number): boolean;
  /** Adds the tuple with these words; returns its number. */
  add(words: ArrayLike<number>, length: number): number;
}

/** The position in a row of the tuple's number, after two hashes of the tuple. */
const numberAt = 2;
const rowLength = 3;

/**
 * Creates the function that returns the number of a tuple, the first `length` of some words: always
 * the same number. A new tuple is added to the store, or gets the number 0 when there are `most`. A
 * tuple takes 18 to 72 bytes here.
 */
export function createTupleNumbers({ isTuple, add }: TupleStore) {
  const hashes = new PairTable(rowLength);
  return (words: ArrayLike<number>, length: number, most = Number.POSITIVE_INFINITY): number => {
    let first = 0;
    let second = 0;
    for (let at = 0; at < length; at++) {
      const word = words[at] ?? 0;
      first = Math.imul(first ^ word, 0x9e3779b1);
      first ^= first >>> 15;
      second = Math.imul(second + word, 0xc2b2ae35);
      second ^= second >>> 13;
    }
    // Two zeros would mark a free row.
    first |= 1;
    // Tries the next hash when another tuple has the same two hashes, which is rare.
    for (; ; second++) {
      if (hashes.size >= most && !hashes.has(first, second)) return 0;
      const at = hashes.place(first, second);
      const number = hashes.words[at + numberAt] ?? 0;
      if (number === 0) {
        const added = add(words, length);
        hashes.words[at + numberAt] = added;
        return added;
      }
      if (isTuple(number, words, length)) return number;
    }
  };
}
