import { spawnSync } from 'node:child_process';
import { copyFileSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, trailscanPath } from '../support/trailscan.ts';

const event = JSON.stringify({
  eventVersion: '1.08',
  eventTime: '2026-11-19T08:00:00Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'RunInstances',
});
const log = `${event}\n`.repeat(3);

test.each([
  ['a file in a folder', '.', ['--unordered'], 'the output of this run'],
  ['a file in a folder, in time order', '.', [], 'the output of this run'],
  ['a file that is named', 'appended.ndjson', [], 'appended.ndjson: it is the output of this run'],
  ['standard input', '-', [], 'standard input: it is the output of this run'],
])('%s to which the output is appended is not read', (_, source, flags, message) => {
  const folder = temporaryFolder();
  const file = join(folder, 'appended.ndjson');
  writeFileSync(file, log);
  copyFileSync(file, join(folder, 'other.ndjson'));
  const command = [
    'query',
    source,
    'other.ndjson',
    '-o',
    'ndjson',
    '--keep-duplicates',
    '-v',
    ...flags,
  ];
  const { status, stderr } = spawnSync(process.execPath, [trailscanPath, ...command], {
    cwd: folder,
    stdio: [openSync(file, 'r'), openSync(file, 'a'), 'pipe'],
  });
  expect(status).toBe(source === '.' ? 0 : 3);
  expect(stderr.toString()).toContain(message);
  expect(readFileSync(file, 'utf8')).toBe(log + log);
});
