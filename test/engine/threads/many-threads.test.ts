import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countGroups } from '../../../src/engine/count/count-groups.ts';
import { createScanEngine } from '../../../src/engine/scan-engine.ts';
import { allEvents } from '../../../src/query/condition/filter.ts';
import { type TrailscanResult, trailscan } from '../../support/trailscan.ts';
import { fixtures, logFilesOf } from '../log-files.ts';
import { writeMadeUpTree } from '../made-up-tree.ts';

describe('many threads', () => {
  let tree = '';
  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), 'trailscan-'));
    writeMadeUpTree(tree);
  });
  afterAll(() => rmSync(tree, { recursive: true }));

  test.each([
    [['query', '-o', 'ndjson']],
    [['query', '-o', 'json', '--reverse', '--event', 'Get*', '--where', '$.errorCode NOT EXISTS']],
    [['query', '-o', 'csv', '--columns', 'time,event,principal,resource,eventID']],
    [['query', '-o', 'table', '--keep-duplicates', '--limit', '500']],
    [['query', '-o', 'ndjson', '--redact']],
    [['stats', '--by', 'event,principal', '--by', 'outcome,user-agent', '-o', 'csv']],
    [['timeline', '--by', 'event', '-o', 'csv']],
    [['detect', '-o', 'json']],
  ])('print the same as one thread: %j', async ([command = '', ...args]) => {
    const run = (threads: number) =>
      trailscan([command, tree, fixtures, ...args, '--threads', String(threads)]);
    const [one, ...many] = await Promise.all([1, 2, 5].map(run));
    expect(one?.stdout.length).toBeGreaterThan(10);
    expect(one?.exitCode).toBe(3);
    // With a limit, how many files were read before the run ended depends on the threads.
    const stderr = args.includes('--limit') ? { stderr: [] } : {};
    for (const result of many) {
      expect({ ...compared(result), ...stderr }).toEqual(one && { ...compared(one), ...stderr });
    }
  });

  test('summarize undamaged files as one thread does', async () => {
    const args = ['summary', join(fixtures, 'trail'), '--date', '2026-11-18', '-o', 'json', '-v'];
    const run = (threads: number) => trailscan([...args, '--threads', String(threads)]);
    const [one, ...many] = await Promise.all([1, 2, 5].map(run));
    expect(one?.exitCode).toBe(0);
    for (const result of many) expect(result).toEqual(one);
  });

  test('count the same as one thread when deliveries of an event differ', async () => {
    const names = ['trail-file.json', 'console.csv'];
    const files = names.map(
      (name) => [name, readFileSync(join(fixtures, 'shapes', name))] as const,
    );
    const count = async (order: typeof files) => {
      const { source } = await logFilesOf(new Map(order));
      const { signal } = new AbortController();
      const by = ['userAgent', 'userIdentity.arn'];
      const counted = countGroups(createScanEngine(source, { signal }), {
        filter: allEvents,
        by,
        zone: 'UTC',
        keepDuplicates: false,
        signal,
      });
      for await (const _ of counted.parts);
      const { groups } = await counted.ranked();
      return new Set([...groups].map(({ values, count }) => JSON.stringify([values, count])));
    };
    // With several threads, any file may come first.
    expect(await count(files.toReversed())).toEqual(await count(files));
  });
});

/** Errors are sorted: threads report them in any order. */
function compared({ stdout, stderr, exitCode }: TrailscanResult) {
  return { stdout, exitCode, stderr: stderr.split('\n').sort() };
}
