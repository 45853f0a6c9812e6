import type { Extent } from '../source.ts';
import type { LookupWindow } from './look-up.ts';

/** How far the histories of some regions have been read: they are read from their ends back in time. */
export interface HistoryMeter {
  /** Counts a page of a region; no event that follows there is newer than `newestToCome`. */
  add(region: string, page: { readonly text: string; readonly newestToCome: number }): void;
  /** A region will not be read any further. */
  leave(region: string): void;
  /** No event of any region that follows is newer, in epoch milliseconds. */
  newestToCome(): number;
  /** What has been read, and by the time that it covers, about how much there is. */
  extent(): Extent;
  /** About how many milliseconds more it takes, after so many; undefined when that cannot be said. */
  timeLeft(elapsed: number): number | undefined;
}

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
    add(region, { text, newestToCome }) {
      toCome.set(region, newestToCome);
      files++;
      bytes += Buffer.byteLength(text);
    },
    leave: (region) => toCome.delete(region),
    newestToCome: () =>
      [...toCome.values()].reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
    extent() {
      const done = shares();
      const share = done.reduce((sum, each) => sum + each, 0) / done.length;
      if (!(share > leastShare)) return { files, bytes, isWhole: false };
      return { files: Math.round(files / share), bytes: Math.round(bytes / share), isWhole: true };
    },
    timeLeft(elapsed) {
      const slowest = shares().reduce((a, b) => Math.min(a, b), 1);
      return slowest > leastShare ? (elapsed * (1 - slowest)) / slowest : undefined;
    },
  };
}

/** Of less, nothing can be told of the rest. */
const leastShare = 0.002;
