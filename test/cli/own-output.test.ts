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
  ['a file in a folder', '.', ['--unordered']],
  ['a file in a folder, in time order', '.', []],
  ['a file that is named', 'appended.ndjson', ['--threads', '1']],
  ['standard input', '-', []],
])('%s to which the output is appended is not read', (_, source, flags) => {
  const folder = temporaryFolder();
  const file = join(folder, 'appended.ndjson');
  writeFileSync(file, log);
  copyFileSync(file, join(folder, 'other.ndjson'));
  const command = ['query', source, 'other.ndjson', '-o', 'ndjson', '--keep-duplicates', ...flags];
  const { status, stderr } = spawnSync(process.execPath, [trailscanPath, ...command], {
    cwd: folder,
    stdio: [openSync(file, 'r'), openSync(file, 'a'), 'pipe'],
  });
  expect(status).toBe(0);
  expect(stderr.toString()).toContain('skipped: the output of this run (1 file)');
  expect(readFileSync(file, 'utf8')).toBe(log + log);
});
