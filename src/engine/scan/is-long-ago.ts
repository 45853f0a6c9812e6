/**
 * Returns whether more milliseconds than this have passed since a time of `Date.now()`, or the
 * clock has been set back. `performance.now()` is not affected by the clock, but loading what it
 * belongs to takes each thread 2 ms.
 */
export function isLongAgo(time: number, milliseconds: number): boolean {
  return Math.abs(Date.now() - time) > milliseconds;
}
