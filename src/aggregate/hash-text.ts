/**
 * Creates a function that returns hashes of texts: whole numbers from 1 to 2⁵³. The seed is random,
 * so that values cannot be crafted to collide. The probability that any two of n texts have the
 * same hash is n²/2⁵⁴: 5·10⁻⁵ for a million. The mixing is that of MurmurHash3's finalizer.
 */
export function createTextHash(random: () => number = Math.random): (text: string) => number {
  const seedLow = Math.floor(random() * 2 ** 32);
  const seedHigh = Math.floor(random() * 2 ** 32);
  return (text) => {
    let low = seedLow ^ text.length;
    let high = seedHigh;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      low = Math.imul(low ^ unit, 0x9e3779b1);
      low ^= low >>> 15;
      high = Math.imul(high + unit, 0xc2b2ae35);
      high ^= high >>> 13;
    }
    low = mix(low ^ high);
    high = mix(high + low);
    return 1 + (low >>> 0) + (high & 0x1fffff) * 2 ** 32;
  };
}

function mix(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
