// A 64-bit hash with two secrets, so that crafted values cannot collide: words are mixed by multiplication to
// 128 bits, whose halves are folded (Wang Yi, "wyhash").

let firstSecret: u64 = 0;
let secondSecret: u64 = 0;

export function setHashSecrets(first: u64, second: u64): void {
  firstSecret = first;
  secondSecret = second;
}

/**
 * Returns the hash of these bytes, chained to `before`. Reads up to 15 bytes beyond them, which do not affect
 * it.
 */
export function hashBytes(from: usize, length: usize, before: u64): u64 {
  let hash = mix(before, <u64>length, 0);
  let at = from;
  let left = length;
  for (; left >= 16; left -= 16, at += 16) hash = mix(hash, load<u64>(at), load<u64>(at, 8));
  if (left > 8) hash = mix(hash, load<u64>(at), firstBytes(load<u64>(at, 8), left - 8));
  else if (left) hash = mix(hash, firstBytes(load<u64>(at), left), 0);
  return mix(hash, firstSecret, 0);
}

/** Returns a word with only its first bytes, 1 to 8. */
// @ts-ignore: decorator
@inline
function firstBytes(word: u64, count: usize): u64 {
  return word & (<u64>-1 >> ((8 - count) << 3));
}

// @ts-ignore: decorator
@inline
function mix(hash: u64, word: u64, other: u64): u64 {
  return foldedProduct(hash ^ word ^ firstSecret, other ^ secondSecret);
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
