import type { Extent } from '../source.ts';
import type { LookupWindow } from './look-up.ts';

/**
 * Measures how far the histories of some regions have been read. They are read from newest to
 * oldest.
 */
export interface HistoryMeter {
  /** Counts a page of a region. Later pages of the region have no event after `newestRemaining`. */
  add(region: string, page: { readonly text: string; readonly newestRemaining: number }): void;
  /** Removes a region that will not be read any further. */
  remove(region: string): void;
  /** Returns an upper bound, in epoch milliseconds, on the times of all remaining events. */
  newestRemaining(): number;
  /** Estimates the total from what has been read and the time that it covers. */
  extent(): Extent;
  /**
   * Estimates the milliseconds left, when reading has taken `elapsed` milliseconds; undefined when
   * it is too early to say.
   */
  timeLeft(elapsed: number): number | undefined;
}

/** Creates a meter for regions that are all read over the same window. */
export function createHistoryMeter(
  { from, to }: LookupWindow,
  regions: readonly string[],
): HistoryMeter {
  const newest = new Map(regions.map((region) => [region, Number.POSITIVE_INFINITY]));
  let files = 0;
  let bytes = 0;
  const shareOf = (time: number) => {
    if (time === Number.POSITIVE_INFINITY) return 0;
    return Math.min(1, Math.max(0, (to - time) / Math.max(1, to - from)));
  };
  const shares = () => [...newest.values()].map(shareOf);
  return {
    add(region, { text, newestRemaining }) {
      newest.set(region, newestRemaining);
      files++;
      bytes += Buffer.byteLength(text);
    },
    remove: (region) => newest.delete(region),
    newestRemaining: () =>
      [...newest.values()].reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
    extent() {
      const done = shares();
      const share = done.reduce((sum, regionShare) => sum + regionShare, 0) / done.length;
      if (!(share > minShare)) return { files, bytes, isWhole: false };
      return { files: Math.round(files / share), bytes: Math.round(bytes / share), isWhole: true };
    },
    timeLeft(elapsed) {
      const slowest = shares().reduce((a, b) => Math.min(a, b), 1);
      return slowest > minShare ? (elapsed * (1 - slowest)) / slowest : undefined;
    },
  };
}

/** With less read than this, an estimate of the rest would be a guess. */
const minShare = 0.002;
