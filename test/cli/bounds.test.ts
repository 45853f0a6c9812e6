import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runWithPeak } from '../support/run-with-peak.ts';
import { temporaryFolder } from '../support/trailscan.ts';

/** Runs trailscan on a gzip file of these texts. */
async function runOn(texts: readonly string[], { name = 'input.json.gz' } = {}) {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, gzipSync(texts.join('')));
  return runMeasured(['stats', file]);
}

/** Runs trailscan; `megabytes` is the memory that it took at most. */
async function runMeasured(args: readonly string[]) {
  const { kilobytes, ...result } = await runWithPeak(args);
  return { ...result, megabytes: kilobytes / 1000 };
}

const event = {
  eventVersion: '1.08',
  eventTime: '2026-11-19T08:00:00Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'RunInstances',
};
const many = (text: string, count: number) => text.repeat(count);

describe('a small file takes at most 300 MB', () => {
  test.each([
    ['millions of numbers', ['[', many('1,', 3e6), '1]'], 'no CloudTrail events in it'],
    ['objects without keys', ['{"Records":[', many('{},', 5e5), '{}]}'], 'no CloudTrail events'],
    [
      'invalid events',
      ['{"Records":[', many('{"eventVersion":"1.08","eventTime":1},', 3e5), '{}]}'],
      '300,000 unreadable',
    ],
    ['a number of 100 MB', ['{"x":', many('1', 1e8)], 'a number or name longer than 16 MiB'],
    ['a name of 100 MB', ['{"x":[{"', many('k', 1e8)], 'a number or name longer than 16 MiB'],
    [
      'an array that is nested too deep, in a document of other content',
      ['{"x":[', many(`{"a":"${many('x', 1e6)}"},`, 20), many('[', 1e7), many(']', 1e7), ']}'],
      'nested too deep',
    ],
    [
      'an array that is nested too deep, in place of a record',
      ['{"Records":[', many('[', 2e7), many(']', 2e7), ']}'],
      'nested too deep',
    ],
  ])('%s', async (_, texts, message) => {
    const { exitCode, stderr, megabytes } = await runOn(texts);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(3);
    expect(megabytes).toBeLessThan(300);
  });

  test('a row of a table with millions of cells; the next row is read', async () => {
    const row = (id: number) => `2026-11-19T08:00:00Z,RunInstances,ec2.amazonaws.com,id-${id}`;
    const table = [
      'eventTime,eventName,eventSource,eventID\n',
      row(1),
      many(',', 3e7),
      '\n',
      row(2),
    ];
    const { stdout, stderr, megabytes } = await runOn(table, { name: 'table.csv.gz' });
    expect(JSON.parse(stdout)).toEqual({ events: 1 });
    expect(stderr).toContain('byte 40: longer than 4 MiB');
    expect(stderr).toContain('records: 2 = 1 matched + 1 unreadable');
    expect(megabytes).toBeLessThan(300);
  });

  test('an event after millions of numbers is found', async () => {
    const records = ['{"x":1,"y":[', many('1,', 9e6), JSON.stringify(event), ']}'];
    const { stdout, megabytes } = await runOn(records);
    expect(JSON.parse(stdout)).toEqual({ events: 1 });
    expect(megabytes).toBeLessThan(300);
  });
});

describe('events whose values are all different take at most 300 MB', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trailscan-'));
  beforeAll(() => writeMadeUp(folder, { files: 6, eventsInFile: 4000, length: 1000 }));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const window = ['--since', '2026-11-19', '--until', '2026-11-20'];
  const baseline = join(folder, 'baseline.json');

  test.each([
    [
      'stats',
      ['stats', '--by', 'event,principal,agent,source-ip,region,service,error', '--top', '3'],
    ],
    // Without a baseline, it holds less.
    ['summary with a new baseline', ['summary', ...window, '--baseline', baseline]],
    ['summary with a baseline', ['summary', ...window, '--baseline', baseline]],
  ])('%s', async (_, args) => {
    const { exitCode, stdout, megabytes } = await runMeasured([
      ...args,
      ...['--threads', '1', '--output', 'json', join(folder, 'events')],
    ]);
    expect(exitCode).toBe(0);
    expect(megabytes).toBeLessThan(300);
    const [first] = [JSON.parse(stdout)].flat();
    if (args[0] === 'summary') expect(first.totals.all.events).toBe(24_000);
    else expect(first.events).toBe(1);
  });
});

/** Writes log files of events that have another value of this length in each field. */
function writeMadeUp(
  folder: string,
  { files, eventsInFile, length }: Record<'files' | 'eventsInFile' | 'length', number>,
) {
  mkdirSync(join(folder, 'events'));
  for (let file = 0; file < files; file++) {
    const records = Array.from({ length: eventsInFile }, (_, at) =>
      madeUpEvent(file * eventsInFile + at, length),
    );
    const text = JSON.stringify({ Records: records });
    writeFileSync(join(folder, 'events', `${file}.json.gz`), gzipSync(text, { level: 1 }));
  }
}

function madeUpEvent(number: number, length: number) {
  const made = (start: string) => `${start}${number.toString(36)}`.padEnd(length, '-');
  const account = String(1e11 + number);
  return {
    ...event,
    eventID: `e-${number}`,
    eventSource: `${made('s')}.amazonaws.com`,
    eventName: made('Create'),
    awsRegion: made('r'),
    sourceIPAddress: made('h'),
    userAgent: made('agent'),
    errorCode: made('E'),
    recipientAccountId: account,
    userIdentity: {
      type: 'IAMUser',
      arn: made(`arn:aws:iam::${account}:user/u`),
      accountId: account,
      userName: made('u'),
    },
  };
}
