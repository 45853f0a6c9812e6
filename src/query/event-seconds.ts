/** The times of counted events: epoch seconds, or 0 when the time is unknown. */

/**
 * Stands for the second with which 1970 begins, because 0 stands for no time. It is so short after
 * it that every text and every bin is the same.
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

/** Returns the earlier of two times, either of which may be unknown. */
export function earlier(a: number, b: number): number {
  if (a === 0 || b === 0) return a || b;
  return Math.min(a, b);
}

/** Returns the later of two times, either of which may be unknown. */
export function later(a: number, b: number): number {
  if (a === 0 || b === 0) return a || b;
  return Math.max(a, b);
}
