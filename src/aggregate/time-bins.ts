import { clockFormat } from '../clock-format.ts';

/** Spans of time of one length, one after the other, by the clock of a zone. Times are epoch seconds. */
export interface TimeBins {
  /** When the bin begins in which the time lies; less than 0 for one that begins before 1970. */
  startOf(seconds: number): number;
  /** When the bin begins that follows the one that begins at this time. */
  after(start: number): number;
}

const hour = 3600;
const day = 24 * hour;
/** Longer ones begin on Mondays; 1970-01-01 was a Thursday. */
const monday = -3 * day;
/** More than 32 bits of seconds: whatever is longer holds all times that there are. */
const longest = 50_000 * day;

/**
 * Bins of so many seconds, which divide a day or are whole days, in a zone of the IANA database. They
 * begin with the clock. One of an hour or less ends when that is put forward or back: an hour that
 * comes twice is two bins. Longer ones go on, and are longer or shorter than others. Throws RangeError
 * for an unknown zone.
 */
export function createTimeBins(length: number, zone: string): TimeBins {
  const clock = createClock(zone);
  const bin = Math.min(length, longest);
  const find = bin <= hour ? findShortBin(bin, clock) : findLongBin(bin, clock);
  // One event is mostly followed by one of the same time.
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

/** The bin of events of which it is not known when they happened. */
export const noTime = 2 ** 32 - 1;

/**
 * When the bins of events begin, by their times, which are 0 where they are not known: numbers of 32 bits.
 * What begins before 1970 begins then.
 */
export function createEventBins(length: number, zone: string): (seconds: number) => number {
  const { startOf } = createTimeBins(length, zone);
  return (seconds) => (seconds === 0 ? noTime : Math.max(0, startOf(seconds)));
}

/** Its first second, and the first that is behind it. */
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
    // The clock may have been put back from where it had shown the beginning of the next.
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

/** What a clock of a zone shows, as seconds since it showed 1970-01-01 00:00. */
interface Clock {
  read(seconds: number): number;
  /** When the clock shows this, or more, for the first time. */
  when(shown: number): number;
  /** Whether it has not been put forward or back from the one time to the other, which is at most hours later. */
  isSteady(from: number, to: number): boolean;
  /** When it is put forward or back after this time, as it will be soon. */
  changeAfter(seconds: number): number;
}

/** Zones change their clocks at quarters of an hour. */
const quarter = hour / 4;

function createClock(zone: string): Clock {
  if (zone === 'UTC') return utc;
  const format = clockFormat(zone);
  /** Seconds by which the clock is ahead of UTC, by quarters of an hour. */
  const ahead = new Map<number, number>();
  const aheadAt = (seconds: number): number => {
    const at = Math.floor(seconds / quarter);
    let known = ahead.get(at);
    if (known === undefined) {
      known = shownBy(format, at * quarter) - at * quarter;
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
      // A clock is never further from UTC than a day, and is not put twice in two.
      const candidates = [shown - aheadAt(shown - day), shown - aheadAt(shown + day)];
      const right = candidates.filter((seconds) => seconds + aheadAt(seconds) === shown);
      // A time that the clock leaves out is passed when it is put forward.
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

function shownBy(format: Intl.DateTimeFormat, seconds: number): number {
  const parts = new Map(
    format.formatToParts(seconds * 1000).map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const [year, month, date] = [part('year'), part('month') - 1, part('day')];
  return Date.UTC(year, month, date, part('hour'), part('minute'), part('second')) / 1000;
}
