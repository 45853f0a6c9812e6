import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveTime } from '../../../src/flags/resolve/time.ts';
import type { TimeRange } from '../../../src/time-range.ts';
import { runs } from '../../support/runs.ts';
import { argsOf, environment } from '../args-of.ts';

/** Resolves the time flags on Friday, 2026-11-20, at noon in UTC. */
function rangeOf(argv: readonly string[], zone = 'UTC', now = environment.now): Promise<TimeRange> {
  return resolveTime(argsOf(...argv), { now, zone });
}

async function isoOf(argv: readonly string[], zone?: string): Promise<(string | undefined)[]> {
  const { from, to } = await rangeOf(argv, zone);
  return [from, to].map((time) =>
    time === undefined ? undefined : new Date(time).toISOString().replace(':00.000Z', 'Z'),
  );
}

describe('resolveTime', () => {
  it('is open at both ends without flags', async () => {
    expect(await rangeOf([])).toEqual({});
  });

  it.each([
    ['24h', '2026-11-19T12:00Z'],
    ['7d', '2026-11-13T12:00Z'],
    ['90m', '2026-11-20T10:30Z'],
    ['2w', '2026-11-06T12:00Z'],
    ['1h30m', '2026-11-20T10:30Z'],
    ['1h 30m', '2026-11-20T10:30Z'],
    ['2 hours', '2026-11-20T10:00Z'],
    ['1 Day', '2026-11-19T12:00Z'],
  ])('--last %s begins at %s', async (typed, from) => {
    expect(await isoOf(['--last', typed])).toEqual([from, undefined]);
  });

  it.each([
    ['now', '2026-11-20T12:00Z'],
    ['today', '2026-11-20T00:00Z'],
    ['yesterday', '2026-11-19T00:00Z'],
    ['Yesterday 08:30', '2026-11-19T08:30Z'],
    ['friday', '2026-11-20T00:00Z'],
    ['last friday', '2026-11-13T00:00Z'],
    ['monday', '2026-11-16T00:00Z'],
    ['last monday', '2026-11-16T00:00Z'],
    ['saturday 9:15', '2026-11-14T09:15Z'],
    ['yesterday 9:15:30', '2026-11-19T09:15:30.000Z'],
    ['2026-11-19', '2026-11-19T00:00Z'],
    ['2026-10', '2026-10-01T00:00Z'],
    ['2026-11-19T08:00', '2026-11-19T08:00Z'],
    ['2026-11-19 08:00:30', '2026-11-19T08:00:30.000Z'],
    ['2026-11-19T08:00:30.5Z', '2026-11-19T08:00:30.500Z'],
    ['2026-11-19T08:00Z', '2026-11-19T08:00Z'],
    ['2026-11-19T08:00+01:00', '2026-11-19T07:00Z'],
    ['2026-11-19 08:00 -0530', '2026-11-19T13:30Z'],
    ['2h ago', '2026-11-20T10:00Z'],
    ['3 days ago', '2026-11-17T12:00Z'],
    ['1795046400', '2026-11-19T00:00Z'],
    ['1795046400000', '2026-11-19T00:00Z'],
  ])('--since %j begins at %s', async (typed, from) => {
    expect(await isoOf(['--since', typed])).toEqual([from, undefined]);
  });

  it.each([
    ['2026-11-18', '2026-11-19T00:00Z'],
    ['yesterday', '2026-11-20T00:00Z'],
    ['2026-10', '2026-11-01T00:00Z'],
    ['2026-11-18T08:00', '2026-11-18T08:00Z'],
  ])('--until %j ends before %s', async (typed, to) => {
    expect(await isoOf(['--until', typed])).toEqual([undefined, to]);
  });

  it.each([
    ['2026-11-18', '2026-11-18T00:00Z', '2026-11-19T00:00Z'],
    ['yesterday', '2026-11-19T00:00Z', '2026-11-20T00:00Z'],
    ['2026-02', '2026-02-01T00:00Z', '2026-03-01T00:00Z'],
  ])('--date %j is from %s to %s', async (typed, from, to) => {
    expect(await isoOf(['--date', typed])).toEqual([from, to]);
  });

  it('counts --last back from --until', async () => {
    expect(await isoOf(['--last', '2h', '--until', '2026-11-18T03:00Z'])).toEqual([
      '2026-11-18T01:00Z',
      '2026-11-18T03:00Z',
    ]);
  });

  it('reads a time with an offset the same in any zone', async () => {
    expect(await isoOf(['--since', '2026-11-19T08:00Z'], 'Asia/Tokyo')).toEqual([
      '2026-11-19T08:00Z',
      undefined,
    ]);
  });

  it.each([
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00Z', '2026-03-29T22:00Z'],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00Z', '2026-10-25T23:00Z'],
    ['Atlantic/Azores', '2026-10-25', '2026-10-25T00:00Z', '2026-10-26T01:00Z'],
    ['Europe/Berlin', '2026-03', '2026-02-28T23:00Z', '2026-03-31T22:00Z'],
    // Clocks went from 23:59 to 01:00 here, so the day began at 01:00.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00Z', '2018-11-05T02:00Z'],
    ['Asia/Kolkata', 'today', '2026-11-19T18:30Z', '2026-11-20T18:30Z'],
  ])('in %s, --date %s is from %s to %s', async (zone, typed, from, to) => {
    expect(await isoOf(['--date', typed], zone)).toEqual([from, to]);
  });

  it('ends a day where the next one begins, in every zone', async () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const days = fc.date({
      min: new Date('2000-01-02'),
      max: new Date('2026-11-17'),
      noInvalidDate: true,
    });
    await fc.assert(
      fc.asyncProperty(zones, days, async (zone, day) => {
        const [date, next] = [day, new Date(day.getTime() + 86_400_000)].map((each) =>
          each.toISOString().slice(0, 10),
        );
        const { to } = await rangeOf(['--date', date ?? ''], zone);
        const { from } = await rangeOf(['--date', next ?? ''], zone);
        expect(to).toBe(from);
      }),
      { numRuns: runs() },
    );
  });

  it.each([
    ['--last 24', "--last: cannot read the duration '24'"],
    ['--last 5x', 'such as 24h, 7d or 1h30m'],
    ['--last 0h', 'cannot read the duration'],
    ['--last 24h7', 'cannot read the duration'],
    ['--since yestreday', "'yestreday' (did you mean 'yesterday'?)"],
    ['--since 19.11.2026', "--since: cannot read the time '19.11.2026': expected a date or time"],
    ['--since 2026-11T08:00', 'cannot read the time'],
    ['--since 2026-02-30', "--since: '2026-02-30' does not exist in the calendar"],
    ['--since 2026-13', "'2026-13' does not exist"],
    ['--since 2026-11-19T25:00', "'2026-11-19T25:00' does not exist"],
    ['--since 2026-11-19T08:00+99:00', 'cannot read the time'],
    ['--date 2026-11-19T08:00', "--date: '2026-11-19T08:00' is a time: expected a day or month"],
    ['--last 1h --since today', '--last and --since cannot be used together: expected one of'],
    ['--last 1h --date today', '--date and --last cannot be used together'],
    ['--date today --until today', '--date and --until cannot be used together'],
    ['--since 2026-11-19 --until 2026-11-18', "--since '2026-11-19' (2026-11-19T00:00:00Z) is not"],
    ['--since 2026-11-18T08:00 --until 2026-11-18T08:00', 'is not before --until'],
    ['--since 2027-01-01', "'2027-01-01' (2027-01-01T00:00:00Z) is in the future"],
    ['--date 2026-12', '--date: '],
  ])('refuses %s and shows the expected form', async (line, message) => {
    await expect(rangeOf(line.split(' '))).rejects.toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(message) }),
    );
  });
});
