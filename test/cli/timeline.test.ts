import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { temporaryFolder, trailscan } from '../support/trailscan.ts';

interface Row {
  readonly time: string;
  readonly events: number;
  readonly gap: boolean;
  readonly outcome?: string;
}

const rowsOf = (ndjson: string): Row[] =>
  ndjson
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('timeline', () => {
  test('shows events of any year, in bins that are long enough', async () => {
    const times = ['0000-01-01T00:00:00Z', '1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z'];
    const event = { eventVersion: '1.08', eventSource: 'ec2.amazonaws.com', eventName: 'StopIt' };
    const file = join(temporaryFolder(), 'years.ndjson');
    writeFileSync(
      file,
      times.map((eventTime) => JSON.stringify({ ...event, eventTime })).join('\n'),
    );
    const { stdout, exitCode } = await trailscan(['timeline', file]);
    const starts = rowsOf(stdout).filter(({ events }) => events > 0);
    expect(starts.map(({ time }) => new Date(time).getUTCFullYear())).toEqual([-1, 1969, 9999]);
    expect(exitCode).toBe(0);
  });

  test('counts the same events as stats, in bins', async () => {
    const timeline = await trailscan([
      'timeline',
      'fixtures/trail',
      '--bin',
      '1h',
      '--by',
      'outcome',
    ]);
    const stats = await trailscan(['stats', 'fixtures/trail', '--by', 'hour,outcome', '-o', 'csv']);
    const [, ...counted]: string[][] = parse(stats.stdout);
    const found = rowsOf(timeline.stdout)
      .filter(({ events }) => events > 0)
      .map(({ time, outcome, events }) => [
        `${time.slice(0, 10)} ${time.slice(11, 16)}`,
        outcome,
        String(events),
      ]);
    expect(found.map(String).sort()).toEqual(counted.map(String).sort());
    expect(timeline.exitCode).toBe(0);
  });

  test('has a row for each hour of a day, and marks hours without events as gaps', async () => {
    const day = ['--date', '2026-11-18', '--bin', '1h'];
    const rows = rowsOf((await trailscan(['timeline', 'fixtures/trail', ...day])).stdout);
    expect(rows).toHaveLength(24);
    expect(rows.filter(({ gap }) => gap).map(({ time }) => time.slice(11, 13))).toEqual([
      '00',
      '01',
      '11',
      '15',
      '16',
      '17',
      '18',
      '21',
      '22',
    ]);
    const denied = await trailscan(['timeline', 'fixtures/trail', ...day, '--outcome', 'denied']);
    const found = rowsOf(denied.stdout);
    // Hours without denied calls are not gaps.
    expect(found.map(({ gap }) => gap)).toEqual(rows.map(({ gap }) => gap));
    expect(found.reduce((sum, { events }) => sum + events, 0)).toBe(42);
    expect(denied.stderr).toMatch(/42 matched/);
  });

  test('begins days at midnight of the zone', async () => {
    const args = ['--bin', '1d', '--tz', 'Asia/Kolkata'];
    const rows = rowsOf((await trailscan(['timeline', 'fixtures/trail', ...args])).stdout);
    for (const { time } of rows) expect(time).toMatch(/T18:30:00Z$/);
    expect(rows.reduce((sum, { events }) => sum + events, 0)).toBe(624);
  });

  test.each(['json', 'csv', 'markdown', 'svg', 'html', 'table'])(
    '-o %s prints no control characters of hostile events',
    async (format) => {
      const by = ['--by', 'user-agent', '--top', '50', '-o', format];
      const { stdout, exitCode } = await trailscan(['timeline', 'fixtures/trail', ...by]);
      expect(exitCode).toBe(0);
      expect(stdout.length).toBeGreaterThan(500);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to look for
      expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
      if (format === 'svg' || format === 'html') {
        expect(stdout).not.toMatch(/<(?:script|img|iframe|object|a )/i);
        expect(stdout).not.toMatch(/<[^>]* (?:style|href|src|on\w+)=/);
      }
    },
  );

  test('of no events draws nothing', async () => {
    const { stdout, exitCode } = await trailscan(['timeline', '-', '-o', 'table'], { stdin: '' });
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 0 });
  });

  test.each([
    [['--bin', '7m'], "--bin: '7m' does not divide a day evenly: expected whole days"],
    [['-o', 'png'], "--output: unknown value 'png'"],
    [['--by', 'evnt'], "unknown field 'evnt' (did you mean 'event'?)"],
  ])('is refused with %j', async (args, message) => {
    const { stdout, stderr, exitCode } = await trailscan(['timeline', 'fixtures/trail', ...args]);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(`trailscan: ${message}`);
    expect(stderr).toContain("Try 'trailscan timeline --help'\n");
  });
});

describe('a gap in a timeline', () => {
  test('extends from the last event to now, when a start is given', async () => {
    const args = ['timeline', 'fixtures/trail', '--since', '2026-11-19T20:00', '--bin', '1h'];
    const { stdout } = await trailscan(args, { env: { TRAILSCAN_NOW: '2026-11-20T00:30:00Z' } });
    expect(rowsOf(stdout).map(({ time, gap }) => [time.slice(11, 13), gap])).toEqual([
      ['20', false],
      ['21', true],
      ['22', true],
      ['23', true],
      ['00', true],
    ]);
  });

  test('is not a bin in which events exist but do not match', async () => {
    const args = ['timeline', 'fixtures/trail', '--bin', '1d', '--event', 'Nothing'];
    const rows = rowsOf((await trailscan(args)).stdout);
    expect(rows.length).toBe(4);
    for (const row of rows) expect(row).toMatchObject({ events: 0, gap: false });
  });
});

describe('timeline of extreme times', () => {
  const line = (eventTime: string) =>
    JSON.stringify({
      eventVersion: '1.08',
      eventID: eventTime,
      eventTime,
      eventSource: 's3.amazonaws.com',
      eventName: 'GetObject',
    });

  test('shows an event before 1970 in its bin', async () => {
    const stdin = [line('1969-07-20T20:17:00Z'), line('1970-01-01T02:00:00Z')].join('\n');
    const flags = ['--bin', '1d', '--tz', 'Asia/Tokyo'];
    const { stdout } = await trailscan(['timeline', '-', ...flags], { stdin });
    const found = rowsOf(stdout).filter(({ events }) => events > 0);
    expect(found.map(({ time }) => time)).toEqual(['1969-07-20T15:00:00Z', '1969-12-31T15:00:00Z']);
  });

  test('refuses bins that are too short for the time, and suggests longer ones', async () => {
    const stdin = [line('2026-01-01T00:00:00Z'), line('2026-06-01T00:00:00Z')].join('\n');
    const run = await trailscan(['timeline', '-', '--bin', '1m'], { stdin });
    expect(run).toMatchObject({ stdout: '', exitCode: 2 });
    expect(run.stderr).toContain(
      '--bin: 217,441 bins are too many: expected at most 100,000, such as --bin 7d, ' +
        'or a shorter time than from 2026-01-01 to 2026-06-01 (--since, --until)\n',
    );
  });
});
