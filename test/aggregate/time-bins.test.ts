import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import { createTimeBins } from '../../src/aggregate/time-bins.ts';
import { runs } from '../support/runs.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

const changes = new Map<string, readonly number[]>();

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  // Its clock is put forward and back by half an hour.
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'America/St_Johns',
  // Its clock is put forward at midnight.
  'America/Santiago',
  'Africa/Cairo',
  // Its clock is put forward and back by two hours.
  'Antarctica/Troll',
  // Its clock was put back and forward for good.
  'Asia/Pyongyang',
  'Pacific/Kiritimati',
];
const lengths = {
  '1s': 1,
  '1m': minute,
  '15m': 15 * minute,
  '30m': 30 * minute,
  '1h': hour,
  '72m': 72 * minute,
  '90m': 90 * minute,
  '2h': 2 * hour,
  '3h': 3 * hour,
  '6h': 6 * hour,
  '12h': 12 * hour,
  '1d': day,
  '2d': 2 * day,
  '7d': 7 * day,
  '30d': 30 * day,
};

/** Returns what the clock of the zone shows, as `2026-03-29 03:00`. */
function shown(seconds: number, zone: string): string {
  return DateTime.fromSeconds(seconds, { zone }).toFormat('yyyy-MM-dd HH:mm');
}

/**
 * Returns the same as seconds since the clock showed the beginning of 1970, without the code under
 * test.
 */
function clockOf(seconds: number, zone: string): number {
  return seconds + DateTime.fromSeconds(seconds, { zone }).offset * minute;
}

function at(text: string): number {
  return Date.parse(text) / 1000;
}

/** Returns the clock's readings at the beginning of each bin that begins in the span. */
function startsBetween(from: string, to: string, length: number, zone: string): readonly string[] {
  const { startOf, after } = createTimeBins(length, zone);
  const starts: string[] = [];
  for (let start = startOf(at(from)); start < at(to); start = after(start)) {
    starts.push(shown(start, zone));
  }
  return starts;
}

describe('a bin begins at a round time of the local clock', () => {
  it.each([
    ['UTC', '15m', '2026-11-19T08:44:59Z', '2026-11-19T08:30:00Z'],
    ['UTC', '6h', '2026-11-19T08:44:59Z', '2026-11-19T06:00:00Z'],
    ['UTC', '1d', '2026-11-19T23:59:59Z', '2026-11-19T00:00:00Z'],
    ['UTC', '7d', '2026-11-19T08:00:00Z', '2026-11-16T00:00:00Z'],
    ['UTC', '7d', '2026-11-16T00:00:00Z', '2026-11-16T00:00:00Z'],
    ['UTC', '7d', '2026-11-15T23:59:59Z', '2026-11-09T00:00:00Z'],
    ['Europe/Berlin', '1d', '2026-11-19T22:59:59Z', '2026-11-18T23:00:00Z'],
    ['Europe/Berlin', '1d', '2026-11-19T23:00:00Z', '2026-11-19T23:00:00Z'],
    ['Europe/Berlin', '7d', '2026-10-25T12:00:00Z', '2026-10-18T22:00:00Z'],
    ['Europe/Berlin', '7d', '2026-10-26T12:00:00Z', '2026-10-25T23:00:00Z'],
    ['Asia/Kolkata', '1h', '2026-11-19T08:29:59Z', '2026-11-19T07:30:00Z'],
    ['Asia/Kolkata', '1h', '2026-11-19T08:30:00Z', '2026-11-19T08:30:00Z'],
    ['Asia/Kolkata', '6h', '2026-11-19T08:00:00Z', '2026-11-19T06:30:00Z'],
    ['Asia/Kathmandu', '1h', '2026-11-19T08:00:00Z', '2026-11-19T07:15:00Z'],
    ['America/St_Johns', '1h', '2026-11-19T08:00:00Z', '2026-11-19T07:30:00Z'],
    ['America/St_Johns', '1d', '2026-11-19T03:29:59Z', '2026-11-18T03:30:00Z'],
    ['Australia/Lord_Howe', '1h', '2026-07-01T00:00:00Z', '2026-06-30T23:30:00Z'],
    ['Australia/Lord_Howe', '1h', '2026-12-01T00:30:00Z', '2026-12-01T00:00:00Z'],
  ] as const)('in %s, the bin of %s that contains %s begins at %s', (zone, length, time, start) => {
    const bins = createTimeBins(lengths[length], zone);
    expect(bins.startOf(at(time))).toBe(at(start));
  });
});

describe('when the clock is put forward or back,', () => {
  it('an hour that occurs twice is two bins, and a skipped hour has none', () => {
    expect(
      startsBetween('2026-03-28T23:00:00Z', '2026-03-29T03:00:00Z', hour, 'Europe/Berlin'),
    ).toEqual(['2026-03-29 00:00', '2026-03-29 01:00', '2026-03-29 03:00', '2026-03-29 04:00']);
    expect(
      startsBetween('2026-10-24T23:00:00Z', '2026-10-25T03:00:00Z', hour, 'Europe/Berlin'),
    ).toEqual(['2026-10-25 01:00', '2026-10-25 02:00', '2026-10-25 02:00', '2026-10-25 03:00']);
  });

  it('bins longer than an hour change their length, and begin at the same hours', () => {
    expect(
      startsBetween('2026-03-28T23:00:00Z', '2026-03-30T00:00:00Z', 6 * hour, 'Europe/Berlin'),
    ).toEqual([
      ...['2026-03-29 00:00', '2026-03-29 06:00', '2026-03-29 12:00', '2026-03-29 18:00'],
      '2026-03-30 00:00',
    ]);
    const days = createTimeBins(day, 'Europe/Berlin');
    const [short, long] = [at('2026-03-28T23:00:00Z'), at('2026-10-24T22:00:00Z')];
    expect(days.after(short) - short).toBe(23 * hour);
    expect(days.after(long) - long).toBe(25 * hour);
    const weeks = createTimeBins(7 * day, 'America/St_Johns');
    const [spring, autumn] = [at('2026-03-02T03:30:00Z'), at('2026-10-26T02:30:00Z')];
    expect(weeks.after(spring) - spring).toBe(7 * day - hour);
    expect(weeks.after(autumn) - autumn).toBe(7 * day + hour);
  });

  it('by half an hour, the hour of the change is split into two bins', () => {
    const zone = 'Australia/Lord_Howe';
    expect(startsBetween('2026-10-03T14:30:00Z', '2026-10-03T17:00:00Z', hour, zone)).toEqual([
      ...['2026-10-04 01:00', '2026-10-04 02:30', '2026-10-04 03:00'],
    ]);
    expect(startsBetween('2026-04-04T14:00:00Z', '2026-04-04T16:30:00Z', hour, zone)).toEqual([
      ...['2026-04-05 01:00', '2026-04-05 01:30', '2026-04-05 02:00'],
    ]);
    expect(
      startsBetween('2026-10-03T15:00:00Z', '2026-10-03T16:00:00Z', 15 * minute, zone),
    ).toEqual(['2026-10-04 01:30', '2026-10-04 01:45', '2026-10-04 02:30', '2026-10-04 02:45']);
  });

  it('at midnight, the day begins when the clock has been put forward', () => {
    expect(
      startsBetween('2026-09-05T12:00:00Z', '2026-09-07T12:00:00Z', day, 'America/Santiago'),
    ).toEqual(['2026-09-05 00:00', '2026-09-06 01:00', '2026-09-07 00:00']);
    expect(
      startsBetween('2026-04-23T20:00:00Z', '2026-04-24T00:00:00Z', hour, 'Africa/Cairo'),
    ).toEqual(['2026-04-23 22:00', '2026-04-23 23:00', '2026-04-24 01:00', '2026-04-24 02:00']);
  });

  it('across the beginning of a bin, the bin begins when the clock first shows or passes that time', () => {
    const zone = 'America/New_York';
    // Half past one occurs twice, and no bin begins at the second time.
    expect(
      startsBetween('2026-11-01T04:00:00Z', '2026-11-01T09:00:00Z', 90 * minute, zone),
    ).toEqual([...['2026-11-01 00:00', '2026-11-01 01:30', '2026-11-01 03:00']]);
    // The clock skips 02:24.
    expect(
      startsBetween('2026-03-08T05:00:00Z', '2026-03-08T08:00:00Z', 72 * minute, zone),
    ).toEqual([
      ...['2026-03-08 00:00', '2026-03-08 01:12', '2026-03-08 03:00', '2026-03-08 03:36'],
    ]);
  });
});

describe.each(zones)('in the zone %s,', (zone) => {
  const times = fc.oneof(
    fc.integer({ min: at('2013-01-01T00:00:00Z'), max: at('2037-12-01T00:00:00Z') }),
    // Times around those at which the clock is put forward or back.
    fc
      .tuple(fc.constantFrom(...changesOf(zone)), fc.integer({ min: -2 * day, max: 2 * day }))
      .map(([change, off]) => change + off),
    fc
      .tuple(fc.constantFrom(...changesOf(zone)), fc.integer({ min: -12, max: 12 }))
      .map(([change, quarters]) => change + quarters * 15 * minute),
  );

  it.each(Object.entries(lengths))('bins of %s follow each other without gaps', (_, length) => {
    const { startOf, after } = createTimeBins(length, zone);
    fc.assert(
      fc.property(times, (time) => {
        const start = startOf(time);
        const next = after(start);
        expect(start, 'a time lies in its bin').toBeLessThanOrEqual(time);
        expect(next, 'a time lies in its bin').toBeGreaterThan(time);
        expect(startOf(start), 'the first second of a bin lies in it').toBe(start);
        expect(startOf(next - 1), 'so does the last').toBe(start);
        expect(startOf(next), 'where one ends the next begins').toBe(next);
      }),
      { numRuns: runs(200) },
    );
  });

  it.each(Object.entries(lengths))(
    'bins of %s begin at round times of the local clock',
    (_, length) => {
      const bins = createTimeBins(length, zone);
      fc.assert(
        fc.property(times, (time) => {
          const start = bins.startOf(time);
          const isChange = changesOf(zone).some((change) => start === change);
          const begins = clockOf(start, zone) - (length > day ? at('1969-12-29T00:00:00Z') : 0);
          // When the clock has just been put forward or back, it may show anything.
          if (!isChange) expect(begins / length).toBe(Math.floor(begins / length));
          expect(bins.after(start) - start).toBeLessThanOrEqual(length + 2 * hour);
          const isEven = clockOf(start, zone) - start === clockOf(time, zone) - time;
          if (isEven && !isChange) expect(time - start).toBeLessThan(length);
        }),
        { numRuns: runs(200) },
      );
    },
  );

  it.each([
    ['an hour', hour, 'yyyy-MM-dd HH'],
    ['a day', day, 'yyyy-MM-dd'],
  ])('all times of a bin of %s show the same by the clock', (_, length, form) => {
    const { startOf } = createTimeBins(length, zone);
    const text = (seconds: number) => DateTime.fromSeconds(seconds, { zone }).toFormat(form);
    fc.assert(
      fc.property(times, (time) => {
        expect(text(startOf(time))).toBe(text(time));
      }),
      { numRuns: runs(500) },
    );
  });
});

describe('time bins', () => {
  it('throw for an unknown zone', () => {
    expect(() => createTimeBins(hour, 'Mars/Olympus')).toThrow(RangeError);
  });

  it('exist for any time that an event may have', () => {
    for (const zone of zones) {
      for (const length of [...Object.values(lengths), 10 ** 9 * day]) {
        const { startOf, after } = createTimeBins(length, zone);
        for (const time of [1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]) {
          expect(startOf(time)).toBeLessThanOrEqual(time);
          expect(after(startOf(time))).toBeGreaterThan(time);
        }
      }
    }
  });
});

/**
 * Returns when the zone's clock is put forward or back, from 2013 to 2037; if it never is, an
 * arbitrary time.
 */
function changesOf(name: string): readonly number[] {
  const known = changes.get(name);
  if (known) return known;
  const zone = IANAZone.create(name);
  const offsetAt = (seconds: number) => zone.offset(seconds * 1000);
  const found: number[] = [];
  const end = at('2038-01-01T00:00:00Z');
  for (let week = at('2013-01-01T00:00:00Z'); week < end; week += 7 * day) {
    let [before, from] = [week, week + 7 * day];
    if (offsetAt(before) === offsetAt(from)) continue;
    while (from - before > 1) {
      const middle = Math.floor((before + from) / 2);
      if (offsetAt(middle) === offsetAt(week)) before = middle;
      else from = middle;
    }
    found.push(from);
  }
  const all = found.length > 0 ? found : [at('2026-11-19T08:00:00Z')];
  changes.set(name, all);
  return all;
}
