import { PairTable } from './pair-table.ts';

/** Numbers by hashes of 64 bits. */
export interface KeyTable {
  /**
   * The number that is kept for the hash; when there is none, keeps this one, which is from 1 to
   * 2³¹ - 1, and returns 0. The hash is given in halves of 32 bits, which are not both 0.
   */
  put(low: number, high: number, number: number): number;
  /** Keeps another number for a hash that has one. */
  replace(low: number, high: number, number: number): void;
}

/** Where a row has its number, behind the hash. */
const kept = 2;
const rowLength = 3;

/**
 * A table that takes 18 to 72 bytes for each hash. Two different keys of the same hash are taken for
 * one: of 10⁸ keys, any two are with a probability of 3·10⁻⁴ (n²/2⁶⁵), of 10⁶ keys with 3·10⁻⁸.
 */
export function createKeyTable(): KeyTable {
  const table = new PairTable(rowLength);
  return {
    put(low, high, number) {
      const at = table.place(low, high);
      const known = table.words[at + kept] ?? 0;
      if (known === 0) table.words[at + kept] = number;
      return known;
    },
    replace(low, high, number) {
      table.words[table.place(low, high) + kept] = number;
    },
  };
}
