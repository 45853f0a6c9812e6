/** Returns a number from 0 to below 1. */
export type Random = () => number;

/** Creates mulberry32: the same numbers for the same seed, on every machine. */
export function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Returns lower-case hexadecimal digits. */
export function hex(random: Random, length: number): string {
  let text = '';
  while (text.length < length)
    text += Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return text.slice(0, length);
}

/** Returns a version 4 UUID, like event IDs and most request IDs. */
export function uuid(random: Random): string {
  const text = hex(random, 32);
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-8${text.slice(17, 20)}-${text.slice(20)}`;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Returns letters and digits, as at the end of the names of log files. */
export function alphanumeric(random: Random, length: number): string {
  let text = '';
  while (text.length < length) text += letters[Math.floor(random() * letters.length)];
  return text;
}

/** Returns upper-case letters and digits, as at the end of access keys. */
export function upperCase(random: Random, length: number): string {
  return alphanumeric(random, length).toUpperCase();
}

/** Returns a number from `low` to below `high`. */
export function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low);
}

/**
 * Returns one of the items. The greater `skew` is, the more often the first ones are drawn; with 1,
 * all are equally likely. Throws if the list is empty.
 */
export function pick<T>(random: Random, items: readonly T[], skew = 1): T {
  const item = items[Math.floor(random() ** skew * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** Returns one of the values, by their shares, which add up to 1. */
export function pickByShare<T>(random: Random, shares: readonly (readonly [T, number])[]): T {
  let rest = random();
  for (const [value, share] of shares) {
    rest -= share;
    if (rest < 0) return value;
  }
  return pick(random, shares)[0];
}
