import { readClock } from '../clock-format.ts';

/** Consecutive spans of time of the same length on the clock of a zone. Times are epoch seconds. */
export interface TimeBins {
  /**
   * Returns when the bin that contains the time begins; negative for a bin that begins before 1970.
   */
  startOf(seconds: number): number;
  /** Returns when the next bin begins, after the one that begins at `start`. */
  after(start: number): number;
}

const hour = 3600;
const day = 24 * hour;
/** The Monday before 1970-01-01: bins longer than a day begin on Mondays. */
const monday = -3 * day;
/** The length of the longest bin: more than the years from 0 to 9999. */
const maxLength = 4_000_000 * day;

/**
 * Creates bins of `length` seconds, which must divide a day or be whole days, in an IANA time zone.
 * Bins begin at round times of the local clock. A bin of an hour or less ends when the clock is put
 * forward or back: an hour that occurs twice is two bins. Longer bins continue over the change, and
 * are then longer or shorter than others. Throws RangeError for an unknown zone.
 */
export function createTimeBins(length: number, zone: string): TimeBins {
  const clock = createClock(zone);
  const bin = Math.min(length, maxLength);
  const find = bin <= hour ? findShortBin(bin, clock) : findLongBin(bin, clock);
  // Consecutive events are usually in the same bin.
  let found: Bin = { start: 0, end: 0 };
  const binAt = (seconds: number): Bin => {
    if (seconds < found.start || seconds >= found.end) found = find(seconds);
    return found;
  };
  return {
    startOf: (seconds) => binAt(seconds).start,
    after: (start) => binAt(start).end,
  };
}

/** The bin of events whose time is unknown: no bin begins there. */
export const noTime = Number.NEGATIVE_INFINITY;

/**
 * Returns the function from an event's time (epoch seconds, or 0 when unknown) to the start of its
 * bin.
 */
export function createEventBins(length: number, zone: string): (seconds: number) => number {
  const { startOf } = createTimeBins(length, zone);
  return (seconds) => (seconds === 0 ? noTime : startOf(seconds));
}

/** The first second of a bin, and the first second after it. */
interface Bin {
  readonly start: number;
  readonly end: number;
}

type FindBin = (seconds: number) => Bin;

function findShortBin(length: number, clock: Clock): FindBin {
  return (seconds) => {
    const shown = clock.read(seconds);
    const start = seconds - shown + floorTo(shown, length);
    const end = start + length;
    return {
      start: clock.isSteady(start, seconds) ? start : clock.changeAfter(start),
      end: clock.isSteady(seconds, end - 1) ? end : clock.changeAfter(seconds),
    };
  };
}

function findLongBin(length: number, clock: Clock): FindBin {
  const origin = length > day ? monday : 0;
  return (seconds) => {
    let shown = floorTo(clock.read(seconds) - origin, length) + origin;
    let start = clock.when(shown);
    // The clock may have been put back after it had shown the beginning of the next bin.
    for (;;) {
      shown += length;
      const end = clock.when(shown);
      if (end > seconds) return { start, end };
      start = end;
    }
  };
}

function floorTo(value: number, step: number): number {
  return Math.floor(value / step) * step;
}

/** The clock of a zone. Its readings are seconds since it showed 1970-01-01 00:00. */
interface Clock {
  read(seconds: number): number;
  /** Returns when the clock first shows this reading or a later one. */
  when(shown: number): number;
  /**
   * Returns whether the clock was neither put forward nor back between two times, which must be at
   * most hours apart.
   */
  isSteady(from: number, to: number): boolean;
  /**
   * Returns when the clock is next put forward or back after this time. Call it only for times
   * shortly before a change.
   */
  changeAfter(seconds: number): number;
}

/** Zones change their clocks at quarters of an hour. */
const quarter = hour / 4;

function createClock(zone: string): Clock {
  if (zone === 'UTC') return utc;
  // Throws for an unknown zone.
  readClock(0, zone);
  /** Seconds by which the clock is ahead of UTC, for each quarter of an hour. */
  const ahead = new Map<number, number>();
  const aheadAt = (seconds: number): number => {
    const at = Math.floor(seconds / quarter);
    let known = ahead.get(at);
    if (known === undefined) {
      known = readClock(at * quarter * 1000, zone) / 1000 - at * quarter;
      ahead.set(at, known);
    }
    return known;
  };
  const isSteady = (from: number, to: number) => aheadAt(from) === aheadAt(to);
  const changeAfter = (seconds: number): number => {
    let at = floorTo(seconds, quarter) + quarter;
    while (isSteady(seconds, at)) at += quarter;
    return at;
  };
  return {
    read: (seconds) => seconds + aheadAt(seconds),
    when(shown) {
      // A clock differs from UTC by at most a day, and changes at most once in two days.
      const candidates = [shown - aheadAt(shown - day), shown - aheadAt(shown + day)];
      const right = candidates.filter((seconds) => seconds + aheadAt(seconds) === shown);
      // When the clock is put forward, it skips readings: it reaches later ones at that moment.
      return right.length > 0 ? Math.min(...right) : changeAfter(Math.min(...candidates));
    },
    isSteady,
    changeAfter,
  };
}

const utc: Clock = {
  read: (seconds) => seconds,
  when: (shown) => shown,
  isSteady: () => true,
  changeAfter: () => Number.POSITIVE_INFINITY,
};
