import { PairTable } from '../../aggregate/pair-table.ts';
import { type SeenKind, seenKey, seenKinds } from './baseline.ts';

/** The values that were seen before a time, without their texts: a set of hashes. */
export interface KnownValues {
  add(kind: SeenKind, value: string): void;
  has(kind: SeenKind, value: string): boolean;
}

/**
 * Creates an empty set. A value takes 12 to 48 bytes. The hashes have 64 bits, and are seeded so
 * that a new value cannot be crafted to have the hash of a known one; by chance, this happens once
 * in 10¹³ values when a million are known.
 */
export function createKnownValues(): KnownValues {
  const hashes = new PairTable(2);
  const [seed, otherSeed] = crypto.getRandomValues(new Uint32Array(2));
  let [low, high] = [0, 0];
  const hash = (kind: SeenKind, value: string) => {
    const text = seenKey(value);
    low = Math.imul((seed ?? 0) ^ seenKinds.indexOf(kind), 0x9e3779b1);
    high = Math.imul((otherSeed ?? 0) + seenKinds.indexOf(kind), 0xc2b2ae35);
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      low = Math.imul(low ^ code, 0x9e3779b1);
      low ^= low >>> 15;
      high = Math.imul(high + code, 0xc2b2ae35);
      high ^= high >>> 13;
    }
    // Two zeros would mark a free row.
    low |= 1;
  };
  return {
    add(kind, value) {
      hash(kind, value);
      hashes.place(low, high);
    },
    has(kind, value) {
      hash(kind, value);
      return hashes.has(low, high);
    },
  };
}
