/** The times of counted events: epoch seconds, or 0 when the time is unknown. */

/**
 * The number for the first second of 1970, because 0 means an unknown time. It is so close to 0
 * that it is printed as that second, and counted in its bin.
 */
const firstSecond = 2 ** -20;

/** Returns the second of a time in epoch milliseconds; 0 when it is NaN. */
export function secondsOf(time: number): number {
  if (Number.isNaN(time)) return 0;
  return Math.floor(time / 1000) || firstSecond;
}

/** Returns whether a number fits into an unsigned word of 32 bits: most seconds do. */
export function isWord(number: number): boolean {
  return number >>> 0 === number;
}

/** Returns the earlier of two times; one that is unknown is ignored. */
export function earlier(a: number, b: number): number {
  if (a === 0 || b === 0) return a || b;
  return Math.min(a, b);
}

/** Returns the later of two times; one that is unknown is ignored. */
export function later(a: number, b: number): number {
  if (a === 0 || b === 0) return a || b;
  return Math.max(a, b);
}
