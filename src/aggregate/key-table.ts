import { PairTable } from './pair-table.ts';

/** A map from 64-bit hashes to numbers. */
export interface KeyTable {
  /**
   * Returns the number that is stored for the hash. If there is none, stores `number`, from 1 to
   * 2³¹ - 1, and returns 0, or returns `tableIsFull` when no more hashes may be stored. The hash
   * consists of two halves of 32 bits, which must not both be 0.
   */
  put(low: number, high: number, number: number): number;
  /** Replaces the number of a stored hash. */
  replace(low: number, high: number, number: number): void;
}

/** What `KeyTable.put` returns when it could not store the hash. */
export const tableIsFull = -1;

/** The position of the number in a row, after the hash. */
const numberAt = 2;
const rowLength = 3;

/**
 * Creates an empty table for at most `maxKeys` hashes; each takes 18 to 72 bytes. Two different
 * keys with the same hash count as one: the probability that this happens at all is 3·10⁻⁴ with 10⁸
 * keys (n²/2⁶⁵), and 3·10⁻⁸ with 10⁶ keys.
 */
export function createKeyTable(maxKeys = Number.POSITIVE_INFINITY): KeyTable {
  const table = new PairTable(rowLength);
  return {
    put(low, high, number) {
      if (table.size >= maxKeys && !table.has(low, high)) return tableIsFull;
      const at = table.place(low, high);
      const known = table.words[at + numberAt] ?? 0;
      if (known === 0) table.words[at + numberAt] = number;
      return known;
    },
    replace(low, high, number) {
      table.words[table.place(low, high) + numberAt] = number;
    },
  };
}
