// A 64-bit hash with two secrets, so that crafted values cannot collide: words are mixed by multiplication to
// 128 bits, whose halves are folded (Wang Yi, "wyhash").

let firstSecret: u64 = 0;
let secondSecret: u64 = 0;

export function setHashSecrets(first: u64, second: u64): void {
  firstSecret = first;
  secondSecret = second;
}

/**
 * Returns the hash of these bytes, chained to `before`. Reads up to 7 bytes beyond them, which do not affect
 * it.
 */
export function hashBytes(from: usize, length: usize, before: u64): u64 {
  let hash = mix(before, <u64>length);
  let at = from;
  let left = length;
  for (; left >= 8; left -= 8, at += 8) hash = mix(hash, load<u64>(at));
  if (left) hash = mix(hash, load<u64>(at) & ((<u64>1 << (left << 3)) - 1));
  return mix(hash, firstSecret);
}

// @ts-ignore: decorator
@inline
function mix(hash: u64, word: u64): u64 {
  return foldedProduct(hash ^ firstSecret, word ^ secondSecret);
}

/** Returns the exclusive or of both halves of the 128-bit product. */
function foldedProduct(a: u64, b: u64): u64 {
  const half: u64 = 0xffffffff;
  const low = (a & half) * (b & half);
  const cross = (a >> 32) * (b & half);
  const otherCross = (a & half) * (b >> 32);
  const middle = cross + (low >> 32) + (otherCross & half);
  const high = (a >> 32) * (b >> 32) + (middle >> 32) + (otherCross >> 32);
  return high ^ ((middle << 32) | (low & half));
}
