import { createTextHash } from '../../aggregate/hash-text.ts';
import { PairTable } from '../../aggregate/pair-table.ts';
import { ofEachKind, type SeenKind, seenKey } from './baseline.ts';

/** The values that were seen before a time, without their texts: a set of hashes. */
export interface KnownValues {
  add(kind: SeenKind, value: string): void;
  has(kind: SeenKind, value: string): boolean;
}

/**
 * Creates an empty set. A value takes 12 to 48 bytes. The hashes have 53 bits, and are seeded so
 * that a new value cannot be crafted to have the hash of a known one; by chance, this happens once
 * in 9·10⁹ values when a million are known.
 */
export function createKnownValues(): KnownValues {
  const hashes = new PairTable(2);
  const hashOf = ofEachKind(() => createTextHash());
  const wordsOf = (kind: SeenKind, value: string) => {
    const hash = hashOf[kind](seenKey(value));
    return [hash % 2 ** 32, Math.floor(hash / 2 ** 32)] as const;
  };
  return {
    add: (kind, value) => void hashes.place(...wordsOf(kind, value)),
    has: (kind, value) => hashes.has(...wordsOf(kind, value)),
  };
}
