import type { KeyTree } from './key-tree.ts';
import {
  BUCKET_BYTES,
  BUCKETS,
  ENTRY_BYTES,
  ENTRY_HEAD,
  ENTRY_IS_WRAPPER,
  ENTRY_KINDS,
  ENTRY_LENGTH,
  ENTRY_MEMBERS,
  ENTRY_NEXT,
  ENTRY_SLOT,
  ENTRY_TEXT,
} from './layout.ts';
import type { ScannerMemory } from './scanner-memory.ts';

/** Writes the tree in the form that `assembly/keys.ts` reads, and returns its address. */
export function writeTree(tree: KeyTree, memory: ScannerMemory): number {
  const node = memory.allot(BUCKETS * BUCKET_BYTES + tree.size * ENTRY_BYTES);
  const entries = [...tree].map(([key, entry]) => {
    const text = Buffer.from(key);
    const address = memory.allot(text.length + 8);
    memory.view().set(text, address);
    return { ...entry, text, address, node: entry.members ? writeTree(entry.members, memory) : 0 };
  });
  const view = memory.view();
  for (const [
    index,
    { text, address, kinds, slot, node: members, isWrapper },
  ] of entries.entries()) {
    const at = node + BUCKETS * BUCKET_BYTES + index * ENTRY_BYTES;
    const bucket = node + memory.wasm.bucketOf(address, text.length) * BUCKET_BYTES;
    view.set(text.subarray(0, 8), at + ENTRY_HEAD);
    view.writeUInt32LE(text.length, at + ENTRY_LENGTH);
    view.writeUInt32LE(address, at + ENTRY_TEXT);
    view.writeUInt16LE(view.readUInt16LE(bucket), at + ENTRY_NEXT);
    view.writeUInt16LE(kinds, at + ENTRY_KINDS);
    view.writeInt32LE(slot, at + ENTRY_SLOT);
    view.writeUInt32LE(members, at + ENTRY_MEMBERS);
    view.writeUInt32LE(Number(isWrapper), at + ENTRY_IS_WRAPPER);
    view.writeUInt16LE(index + 1, bucket);
  }
  return node;
}
