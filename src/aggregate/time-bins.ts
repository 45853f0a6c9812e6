/** Spans of time of one length, one after the other, by the clock of a zone. Times are epoch seconds. */
export interface TimeBins {
  /** When the bin begins in which the time lies. */
  startOf(seconds: number): number;
  /** When the bin begins that follows the one that begins at this time. */
  after(start: number): number;
}

const hour = 3600;
const day = 24 * hour;
/** Longer ones begin on Mondays; 1970-01-01 was a Thursday. */
const monday = -3 * day;

/**
 * Bins of so many seconds, which divide a day or are whole days, in a zone of the IANA database. Those
 * of an hour or less are all equally long; longer ones begin with the clock, whenever that is put
 * forward or back. Throws RangeError for an unknown zone.
 */
export function createTimeBins(length: number, zone: string): TimeBins {
  const clock = createClock(zone);
  const origin = length > day ? monday : 0;
  const startOnClock = (seconds: number) => floorTo(clock.read(seconds) - origin, length) + origin;
  if (length <= hour) {
    return {
      startOf: (seconds) => seconds - clock.read(seconds) + startOnClock(seconds),
      after: (start) => start + length,
    };
  }
  return {
    startOf: (seconds) => clock.when(startOnClock(seconds)),
    after: (start) => clock.when(startOnClock(start) + length),
  };
}

function floorTo(value: number, step: number): number {
  return Math.floor(value / step) * step;
}

/** What a clock of a zone shows, as seconds since it showed 1970-01-01 00:00. */
interface Clock {
  read(seconds: number): number;
  /** When the clock shows this; of two times the first. */
  when(shown: number): number;
}

/** Zones change their clocks at quarters of an hour. */
const quarter = hour / 4;

function createClock(zone: string): Clock {
  if (zone === 'UTC') return { read: (seconds) => seconds, when: (shown) => shown };
  const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
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
  return {
    read: (seconds) => seconds + aheadAt(seconds),
    when(shown) {
      // A clock is never further from UTC than a day, and is not put twice in two.
      const candidates = [shown - aheadAt(shown - day), shown - aheadAt(shown + day)];
      const right = candidates.filter((seconds) => seconds + aheadAt(seconds) === shown);
      // A time that the clock leaves out is that from which on it is ahead.
      return Math.min(...(right.length > 0 ? right : candidates.slice(0, 1)));
    },
  };
}

function shownBy(format: Intl.DateTimeFormat, seconds: number): number {
  const parts = new Map(
    format.formatToParts(seconds * 1000).map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const [year, month, date] = [part('year'), part('month') - 1, part('day')];
  return Date.UTC(year, month, date, part('hour'), part('minute'), part('second')) / 1000;
}
