import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { temporaryFolder, trailscanProcess } from '../support/trailscan.ts';

const peakScript = new URL('../support/report-peak.mjs', import.meta.url);

/** Runs trailscan on a gzip file of these texts; `megabytes` is the memory that it took at most. */
async function runOn(texts: readonly string[], { name = 'input.json.gz' } = {}) {
  const folder = temporaryFolder();
  const file = join(folder, name);
  const peakFile = join(folder, 'peak');
  writeFileSync(file, gzipSync(texts.join('')));
  const env = { NODE_OPTIONS: `--import=${peakScript.href}`, PEAK_FILE: peakFile };
  const result = await trailscanProcess(['stats', file], { env });
  return { ...result, megabytes: Number(readFileSync(peakFile, 'utf8')) / 1000 };
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
