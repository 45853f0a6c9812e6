// The keys of interest in an object, as nodes that the host wrote to memory.
//
// A node is 64 buckets (u16: 1 + the number of the first entry, or 0), chosen by a hash of the key; then, in 16
// bytes, u32 address of the names that its keys may have in other spellings, or 0; then its entries, of 32 bytes
// each:
//   0 u64 the first 8 bytes of the key, padded with zeros
//   8 u32 length; 12 u32 address of the key's text; 16 u16 next entry + 1; 18 u16 kinds that the
//   value may have, and 64 when a text that looks like JSON is not one of them; 20 i32 slot of the value, or -1; 24 u32 node of the value's members, or 0;
//   28 u32 flags

const BUCKETS: usize = 128;
const ENTRIES: usize = BUCKETS + 16;
/** Names are bits in a set of 8192, by a hash. */
const NAME_BITS: u32 = 8191;

/** Returns the address of the key's entry, or 0. */
// @ts-ignore: decorator
@inline
export function findKey(node: usize, key: usize, length: usize): usize {
  let bucket: usize = 0;
  if (length) {
    const last = load<u8>(key + length - 1);
    const middle = load<u8>(key + (length >> 1));
    bucket = (length + <usize>last * 3 + <usize>middle * 5) & 63;
  }
  const index = load<u16>(node + (bucket << 1));
  return index ? findEntry(node, index, key, length) : 0;
}

function findEntry(node: usize, first: u16, key: usize, length: usize): usize {
  const word = load<u64>(key);
  const head = length < 8 ? word & ((<u64>1 << (length << 3)) - 1) : word;
  let index = first;
  while (index) {
    const entry = node + ENTRIES + ((<usize>index - 1) << 5);
    if (load<u64>(entry) == head && load<u32>(entry, 8) == <u32>length) {
      if (length <= 8 || sameBytes(load<u32>(entry, 12), key, length)) return entry;
    }
    index = load<u16>(entry, 16);
  }
  return 0;
}

/**
 * Returns whether a key that is not one of the node's may be another spelling of one: whether its letters and
 * digits, or those before the first dot, are a name. It is seldom wrong.
 */
export function mayBeSpelled(node: usize, key: usize, length: usize): bool {
  const names: usize = load<u32>(node, BUCKETS);
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
  const bit = (hash ^ (hash >> 13)) & NAME_BITS;
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
  return load<u16>(entry, 18);
}

// @ts-ignore: decorator
@inline
export function slotOf(entry: usize): i32 {
  return load<i32>(entry, 20);
}

// @ts-ignore: decorator
@inline
export function membersOf(entry: usize): usize {
  return load<u32>(entry, 24);
}

/** Returns whether an array under this key makes its object a wrapper around records. */
// @ts-ignore: decorator
@inline
export function isWrapper(entry: usize): bool {
  return load<u32>(entry, 28) != 0;
}
