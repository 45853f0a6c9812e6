/** Numbers by hashes of 64 bits. */
export interface KeyTable {
  /**
   * The number that is kept for the hash; when there is none, keeps this one, which is from 1 to
   * 2³¹ - 1, and returns 0. The hash is given in halves of 32 bits.
   */
  put(low: number, high: number, number: number): number;
  /** Whether a number is kept for the hash. */
  has(low: number, high: number): boolean;
  /** Keeps another number for a hash that has one. */
  replace(low: number, high: number, number: number): void;
}

/** The places in an entry, of 32 bits each. */
const low = 0;
const high = 1;
const kept = 2;
const entryLength = 3;

/**
 * A table that takes 18 to 72 bytes for each hash. Two different keys of the same hash are taken for
 * one: of 10⁸ keys, any two are with a probability of 3·10⁻⁴ (n²/2⁶⁵), of 10⁶ keys with 3·10⁻⁸.
 */
export function createKeyTable(): KeyTable {
  /** 2 to this power is the number of entries. */
  let power = 10;
  /**
   * Each entry is at the first free place from the one that the hash's upper bits name, so that a
   * larger table is filled from its beginning to its end. Numbers of free places are 0.
   */
  let table = new Int32Array(entryLength * 2 ** power);
  let count = 0;

  /** The place of the hash, or the free one where it belongs. */
  const find = (first: number, second: number): number => {
    const mask = 2 ** power - 1;
    for (let index = first >>> (32 - power); ; index = (index + 1) & mask) {
      const at = index * entryLength;
      if (table[at + kept] === 0) return at;
      if (table[at + low] === first && table[at + high] === second) return at;
    }
  };

  const grow = () => {
    const old = table;
    power += 2;
    table = new Int32Array(entryLength * 2 ** power);
    for (let from = 0; from < old.length; from += entryLength) {
      if (old[from + kept] === 0) continue;
      const at = find(old[from + low] ?? 0, old[from + high] ?? 0);
      for (let place = 0; place < entryLength; place++) table[at + place] = old[from + place] ?? 0;
    }
  };

  return {
    put(first, second, number) {
      // As signed integers, with which the machine does arithmetic.
      const at = find(first | 0, second | 0);
      const known = table[at + kept] ?? 0;
      if (known !== 0) return known;
      table[at + low] = first;
      table[at + high] = second;
      table[at + kept] = number;
      count++;
      // Filled to two thirds, a place is found in few steps.
      if (count * 3 > 2 ** (power + 1)) grow();
      return 0;
    },
    has: (first, second) => table[find(first | 0, second | 0) + kept] !== 0,
    replace(first, second, number) {
      table[find(first | 0, second | 0) + kept] = number;
    },
  };
}
