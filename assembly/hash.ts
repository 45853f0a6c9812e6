// A 64-bit hash with two secrets, so that nobody can prepare values that collide.

let seed: u64 = 0;
let multiplier: u64 = 1;

export function setHashSecrets(first: u64, second: u64): void {
  seed = first;
  multiplier = second | 1;
}

/** The hash of these bytes, chained to `before`. Reads up to 7 bytes beyond, which do not matter. */
export function hashBytes(from: usize, length: usize, before: u64): u64 {
  let hash = before ^ seed ^ (<u64>length * 0x9e3779b97f4a7c15);
  let at = from;
  let left = length;
  for (; left >= 8; left -= 8, at += 8) hash = mix(hash, load<u64>(at));
  if (left) hash = mix(hash, load<u64>(at) & ((<u64>1 << (left << 3)) - 1));
  hash ^= hash >> 32;
  hash *= multiplier;
  return hash ^ (hash >> 29);
}

// @ts-ignore: decorator
@inline
function mix(hash: u64, word: u64): u64 {
  const mixed = (hash ^ word) * multiplier;
  return rotr<u64>(mixed, 29) * 0xc2b2ae3d27d4eb4f;
}
