/** A number from 0 to below 1. */
export type Random = () => number;

/** mulberry32: the same numbers for the same seed, on every machine. */
export function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Lower-case hexadecimal digits. */
export function hex(random: Random, length: number): string {
  let text = '';
  while (text.length < length)
    text += Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return text.slice(0, length);
}

/** A UUID of version 4, as event IDs and most request IDs are. */
export function uuid(random: Random): string {
  const text = hex(random, 32);
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-8${text.slice(17, 20)}-${text.slice(20)}`;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits, as at the end of the names of log files. */
export function alphanumeric(random: Random, length: number): string {
  let text = '';
  while (text.length < length) text += letters[Math.floor(random() * letters.length)];
  return text;
}

/** An upper-case code of letters and digits, as access keys end with. */
export function upperCase(random: Random, length: number): string {
  return alphanumeric(random, length).toUpperCase();
}

/** A number from `low` to below `high`. */
export function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low);
}

/**
 * One of the items. The first are drawn more often the greater `skew` is; with 1, all are equally likely.
 * Throws where there are none.
 */
export function pick<T>(random: Random, items: readonly T[], skew = 1): T {
  const item = items[Math.floor(random() ** skew * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** One of the values, by their shares, which add up to 1. */
export function pickByShare<T>(random: Random, shares: readonly (readonly [T, number])[]): T {
  let rest = random();
  for (const [value, share] of shares) {
    rest -= share;
    if (rest < 0) return value;
  }
  return pick(random, shares)[0];
}
