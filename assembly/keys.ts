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
} from '../src/decode/scanner/layout';

// The keys of interest in an object, as nodes that the host wrote to memory: see `layout.ts`.

/** Returns the number of the bucket for a key. */
// @ts-ignore: decorator
@inline
export function bucketOf(key: usize, length: usize): usize {
  if (!length) return 0;
  const last = load<u8>(key + length - 1);
  const middle = load<u8>(key + (length >> 1));
  return (length + <usize>last * 3 + <usize>middle * 5) % BUCKETS;
}

/** Returns the address of the key's entry, or 0. */
// @ts-ignore: decorator
@inline
export function findKey(node: usize, key: usize, length: usize): usize {
  const index = load<u16>(node + bucketOf(key, length) * BUCKET_BYTES);
  return index ? findEntry(node, index, key, length) : 0;
}

function findEntry(node: usize, first: u16, key: usize, length: usize): usize {
  const word = load<u64>(key);
  const head = length < 8 ? word & ((<u64>1 << (length << 3)) - 1) : word;
  let index = first;
  while (index) {
    const entry = node + NODE_ENTRIES + (<usize>index - 1) * ENTRY_BYTES;
    if (load<u64>(entry, ENTRY_HEAD) == head && load<u32>(entry, ENTRY_LENGTH) == <u32>length) {
      if (length <= 8 || sameBytes(load<u32>(entry, ENTRY_TEXT), key, length)) return entry;
    }
    index = load<u16>(entry, ENTRY_NEXT);
  }
  return 0;
}

/**
 * Returns whether a key that is not one of the node's may be another spelling of one: whether its letters and
 * digits, or those before the first dot, are a name. It is seldom wrong.
 */
export function mayBeSpelled(node: usize, key: usize, length: usize): bool {
  const names: usize = load<u32>(node + BUCKETS * BUCKET_BYTES);
  if (!names) return false;
  let hash: u32 = 0;
  let isFirst = true;
  for (let at: usize = 0; at < length; at++) {
    const byte = load<u8>(key + at);
    const lower = byte | 0x20;
    if (lower >= 0x61 && lower <= 0x7a) hash = hash * 31 + lower;
    else if (byte >= 0x30 && byte <= 0x39) hash = hash * 31 + byte;
    else if (byte == 0x2e && isFirst) {
      if (hasName(names, hash)) return true;
      isFirst = false;
    }
  }
  return hasName(names, hash);
}

function hasName(names: usize, hash: u32): bool {
  const bit = (hash ^ (hash >> 13)) & (NAME_BITS - 1);
  return (load<u8>(names + (bit >> 3)) & (1 << (bit & 7))) != 0;
}

/** Returns whether two texts of this length, which is at least 8, are equal. */
function sameBytes(a: usize, b: usize, length: usize): bool {
  const last = length - 8;
  for (let at: usize = 0; at < last; at += 8) {
    if (load<u64>(a + at) != load<u64>(b + at)) return false;
  }
  return load<u64>(a + last) == load<u64>(b + last);
}

// @ts-ignore: decorator
@inline
export function kindsOf(entry: usize): u16 {
  return load<u16>(entry, ENTRY_KINDS);
}

// @ts-ignore: decorator
@inline
export function slotOf(entry: usize): i32 {
  return load<i32>(entry, ENTRY_SLOT);
}

// @ts-ignore: decorator
@inline
export function membersOf(entry: usize): usize {
  return load<u32>(entry, ENTRY_MEMBERS);
}

/** Returns whether an array under this key makes its object a wrapper around records. */
// @ts-ignore: decorator
@inline
export function isWrapper(entry: usize): bool {
  return load<u32>(entry, ENTRY_IS_WRAPPER) != 0;
}
