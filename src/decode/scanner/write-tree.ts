import type { KeyTree } from './key-tree.ts';

/** Memory that is allocated piece by piece. */
export interface Arena {
  /** Returns the address of this many zero bytes, aligned to 16. */
  allot(bytes: number): number;
  /** Returns the whole memory. Call it again after `allot`, which may enlarge the memory. */
  view(): Buffer<ArrayBuffer>;
}

const bucketCount = 64;
const entrySize = 32;

/** Writes the tree in the form that `assembly/keys.ts` reads, and returns its address. */
export function writeTree(tree: KeyTree, arena: Arena): number {
  const node = arena.allot(bucketCount * 2 + tree.size * entrySize);
  const entries = [...tree].map(([key, entry]) => {
    const text = Buffer.from(key);
    const address = arena.allot(text.length + 8);
    arena.view().set(text, address);
    return { ...entry, text, address, node: entry.members ? writeTree(entry.members, arena) : 0 };
  });
  const view = arena.view();
  for (const [
    index,
    { text, address, kinds, slot, node: members, isWrapper },
  ] of entries.entries()) {
    const at = node + bucketCount * 2 + index * entrySize;
    const bucket = node + bucketOf(text) * 2;
    view.set(text.subarray(0, 8), at);
    view.writeUInt32LE(text.length, at + 8);
    view.writeUInt32LE(address, at + 12);
    view.writeUInt16LE(view.readUInt16LE(bucket), at + 16);
    view.writeUInt16LE(kinds, at + 18);
    view.writeInt32LE(slot, at + 20);
    view.writeUInt32LE(members, at + 24);
    view.writeUInt32LE(Number(isWrapper), at + 28);
    view.writeUInt16LE(index + 1, bucket);
  }
  return node;
}

function bucketOf(key: Buffer): number {
  const last = key.at(-1) ?? 0;
  const middle = key[key.length >> 1] ?? 0;
  return (key.length + last * 3 + middle * 5) % bucketCount;
}
