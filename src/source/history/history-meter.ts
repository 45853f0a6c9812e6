import type { Extent } from '../source.ts';
import type { LookupWindow } from './look-up.ts';

/** Measures how far the histories of some regions have been read. They are read from newest to oldest. */
export interface HistoryMeter {
  /** Counts a page of a region; later pages of the region have no event newer than `newestRemaining`. */
  add(region: string, page: { readonly text: string; readonly newestRemaining: number }): void;
  /** Removes a region that will not be read any further. */
  leave(region: string): void;
  /** Returns the time, in epoch milliseconds, after which no event of any region is still to come. */
  newestRemaining(): number;
  /** Estimates the total from what has been read and the time that it covers. */
  extent(): Extent;
  /** Estimates the milliseconds left after `elapsed` milliseconds; undefined when it is too early to say. */
  timeLeft(elapsed: number): number | undefined;
}

/** Creates a meter for regions that are all read over the same window. */
export function createHistoryMeter(
  { from, to }: LookupWindow,
  regions: readonly string[],
): HistoryMeter {
  const toCome = new Map(regions.map((region) => [region, Number.POSITIVE_INFINITY]));
  let files = 0;
  let bytes = 0;
  const shareOf = (newest: number) => {
    if (newest === Number.POSITIVE_INFINITY) return 0;
    return Math.min(1, Math.max(0, (to - newest) / Math.max(1, to - from)));
  };
  const shares = () => [...toCome.values()].map(shareOf);
  return {
    add(region, { text, newestRemaining }) {
      toCome.set(region, newestRemaining);
      files++;
      bytes += Buffer.byteLength(text);
    },
    leave: (region) => toCome.delete(region),
    newestRemaining: () =>
      [...toCome.values()].reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
    extent() {
      const done = shares();
      const share = done.reduce((sum, each) => sum + each, 0) / done.length;
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
