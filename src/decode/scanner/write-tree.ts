import type { KeyTree, SpelledNames } from './key-tree.ts';

/** Memory that is allocated piece by piece. */
export interface Arena {
  /** Returns the address of this many zero bytes, aligned to 16. */
  allot(bytes: number): number;
  /** Returns the whole memory. Call it again after `allot`, which may enlarge the memory. */
  view(): Buffer<ArrayBuffer>;
}

const bucketCount = 64;
const entrySize = 32;
/** The buckets, the address of the names, and padding. */
const headSize = bucketCount * 2 + 16;

/** Bits of a set of names: a name that is not in it is rarely taken for one that is. */
const nameBits = 8192;

/** Writes the tree in the form in which `assembly/keys.ts` reads it; returns its address. */
export function writeTree(tree: KeyTree, spelled: SpelledNames, arena: Arena): number {
  const node = arena.allot(headSize + tree.size * entrySize);
  const names = spelled.get(tree);
  const namesAt = names ? writeNames(names, arena) : 0;
  const entries = [...tree].map(([key, entry]) => {
    const text = Buffer.from(key);
    const address = arena.allot(text.length + 8);
    arena.view().set(text, address);
    return {
      ...entry,
      text,
      address,
      node: entry.members ? writeTree(entry.members, spelled, arena) : 0,
    };
  });
  const view = arena.view();
  view.writeUInt32LE(namesAt, node + bucketCount * 2);
  for (const [
    index,
    { text, address, kinds, slot, node: members, isWrapper },
  ] of entries.entries()) {
    const at = node + headSize + index * entrySize;
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

/** Writes a set of names, as a bit for the hash of each; returns its address. */
function writeNames(names: Iterable<string>, arena: Arena): number {
  const address = arena.allot(nameBits / 8);
  const view = arena.view();
  for (const name of names) {
    const bit = nameHash(name);
    const at = address + (bit >> 3);
    view.writeUInt8(view.readUInt8(at) | (1 << (bit & 7)), at);
  }
  return address;
}

function nameHash(name: string): number {
  let hash = 0;
  for (const byte of Buffer.from(name)) hash = (Math.imul(hash, 31) + byte) >>> 0;
  return (hash ^ (hash >>> 13)) & (nameBits - 1);
}

function bucketOf(key: Buffer): number {
  const last = key.at(-1) ?? 0;
  const middle = key[key.length >> 1] ?? 0;
  return (key.length + last * 3 + middle * 5) % bucketCount;
}
