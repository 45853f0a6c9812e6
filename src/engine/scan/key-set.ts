/** A set of strings that holds a hash of 64 bits in place of each. */
export interface KeySet {
  /** Adds the key; returns whether it was new. */
  add(key: string): boolean;
}

/**
 * A set for very many keys, of 12 to 24 bytes each, whatever their length. Two different keys of the
 * same hash are taken for one: of 10⁸ keys, any two are with a probability of 3·10⁻⁴ (n²/2⁶⁵), of
 * 10⁶ keys with 3·10⁻⁸. Every set hashes in its own way, so that nobody can prepare such keys.
 */
export function createKeySet(): KeySet {
  const seed = crypto.getRandomValues(new Uint32Array(2));
  /** Hashes in pairs, at the first free place from the one that the hash itself names; 0, 0 is free. */
  let table = new Uint32Array(2 * 1024);
  let count = 0;

  const insert = (low: number, high: number): boolean => {
    const mask = table.length / 2 - 1;
    for (let at = low & mask; ; at = (at + 1) & mask) {
      const otherLow = table[2 * at];
      const otherHigh = table[2 * at + 1];
      if (otherLow === low && otherHigh === high) return false;
      if (otherLow !== 0 || otherHigh !== 0) continue;
      table[2 * at] = low;
      table[2 * at + 1] = high;
      return true;
    }
  };

  const grow = () => {
    const old = table;
    table = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 2) {
      const low = old[at] ?? 0;
      const high = old[at + 1] ?? 0;
      if (low !== 0 || high !== 0) insert(low, high);
    }
  };

  return {
    add(key) {
      const [low, high] = hash(key, seed);
      if (!insert(low, low === 0 && high === 0 ? 1 : high)) return false;
      count++;
      // Filled to two thirds, it finds a place in few steps.
      if (count * 3 > table.length) grow();
      return true;
    },
  };
}

/** MurmurHash3 of 64 bits: two chained lanes of 32 bits with the constants of its x86 variant. */
function hash(key: string, [seedLow = 0, seedHigh = 0]: Uint32Array): [number, number] {
  let low = seedLow;
  let high = seedHigh;
  for (let at = 0; at < key.length; at += 2) {
    // Past the end charCodeAt gives NaN, which shifts to 0; the length tells such keys apart.
    const block = key.charCodeAt(at) | (key.charCodeAt(at + 1) << 16);
    low ^= Math.imul(rotate(Math.imul(block, 0x239b961b), 15), 0xab0e9789);
    low = (Math.imul((rotate(low, 19) + high) | 0, 5) + 0x561ccd1b) | 0;
    high ^= Math.imul(rotate(Math.imul(block, 0x38b34ae5), 17), 0xa1e38b93);
    high = (Math.imul((rotate(high, 17) + low) | 0, 5) + 0x0bcaa747) | 0;
  }
  low = ((low ^ key.length) + (high ^ key.length)) | 0;
  high = (high ^ key.length) + low;
  low = mix(low);
  high = mix(high);
  low = (low + high) >>> 0;
  return [low, (high + low) >>> 0];
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** Every bit changes half of the others. */
function mix(word: number): number {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
