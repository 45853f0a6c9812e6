import type { KeyTree, SpelledNames } from './key-tree.ts';
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
  NAME_BITS,
  NODE_ENTRIES,
} from './layout.ts';
import type { ScannerMemory } from './scanner-memory.ts';

/** Writes the tree in the form that `assembly/keys.ts` reads, and returns its address. */
export function writeTree(tree: KeyTree, spelled: SpelledNames, memory: ScannerMemory): number {
  const node = memory.allot(NODE_ENTRIES + tree.size * ENTRY_BYTES);
  const names = spelled.get(tree);
  const namesAt = names ? writeNames(names, memory) : 0;
  const entries = [...tree].map(([key, entry]) => {
    const text = Buffer.from(key);
    const address = memory.allot(text.length + 8);
    memory.view().set(text, address);
    return {
      ...entry,
      text,
      address,
      node: entry.members ? writeTree(entry.members, spelled, memory) : 0,
    };
  });
  const view = memory.view();
  view.writeUInt32LE(namesAt, node + BUCKETS * BUCKET_BYTES);
  for (const [
    index,
    { text, address, kinds, slot, node: members, isWrapper },
  ] of entries.entries()) {
    const at = node + NODE_ENTRIES + index * ENTRY_BYTES;
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

/** Writes a set of names, as a bit for the hash of each, and returns its address. */
function writeNames(names: Iterable<string>, memory: ScannerMemory): number {
  const address = memory.allot(NAME_BITS / 8);
  const view = memory.view();
  for (const name of names) {
    const bit = nameHash(name);
    const at = address + (bit >> 3);
    view[at] = (view[at] ?? 0) | (1 << (bit & 7));
  }
  return address;
}

/** Hashes a name that `plainName` has reduced, so it is ASCII. */
function nameHash(name: string): number {
  let hash = 0;
  for (let at = 0; at < name.length; at++) {
    hash = (Math.imul(hash, 31) + name.charCodeAt(at)) >>> 0;
  }
  return (hash ^ (hash >>> 13)) & (NAME_BITS - 1);
}
