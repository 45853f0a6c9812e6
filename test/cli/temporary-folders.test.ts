import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownMachine } from '../../src/source/running-process.ts';
import { runs } from '../support/runs.ts';
import {
  projectRoot,
  temporaryFolder,
  testEnvironment,
  trailscanPath,
  trailscanProcess,
} from '../support/trailscan.ts';

test('folders that killed runs left behind are removed at the next start, and no others', async () => {
  const temporary = temporaryFolder();
  const outside = join(temporaryFolder(), 'kept');
  writeFileSync(outside, '');
  const ended = spawnSync(process.execPath, ['-e', '']).pid;
  const here = ownMachine();
  const [abandoned, ...kept] = [
    `trailscan-sort-${ended}@${here}-Ab1xyz`,
    `trailscan-sort-${process.pid}@${here}-Ab1xyz`,
    `trailscan-count-${ended}@another-${here}-Ab1xyz`,
    `other-${ended}@${here}-Ab1xyz`,
  ];
  for (const name of [abandoned, ...kept]) {
    mkdirSync(join(temporary, name ?? ''));
    writeFileSync(join(temporary, name ?? '', '0'), 'events');
  }
  symlinkSync(outside, join(temporary, abandoned ?? '', 'link'));
  const env = { TMPDIR: temporary };
  expect(await trailscanProcess(['stats', 'fixtures/trail'], { env })).toMatchObject({
    exitCode: 0,
  });
  expect(readdirSync(temporary).sort()).toEqual(kept.sort());
  expect(existsSync(outside)).toBe(true);
});

test.skipIf(process.platform === 'win32')(
  'whatever signal ends a run that sorts on disk, and when, the next start leaves nothing of it',
  async () => {
    const temporary = temporaryFolder();
    const env = { TMPDIR: temporary };
    const signals = fc.constantFrom<NodeJS.Signals>('SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP');
    const delay = fc.nat(1000);
    await fc.assert(
      fc.asyncProperty(signals, fc.boolean(), delay, async (signal, isSpilled, milliseconds) => {
        await endRun({ signal, isSpilled, milliseconds, temporary });
        expect(await trailscanProcess(['stats', 'fixtures/trail'], { env })).toMatchObject({
          exitCode: 0,
        });
        expect(readdirSync(temporary)).toEqual([]);
      }),
      // Every run has the same signals to choose from: a smaller example shows nothing.
      { numRuns: runs(6), endOnFailure: true },
    );
  },
);

/** Starts a run and ends it after a time: since its start, or since it has written to disk. */
async function endRun({ signal, isSpilled, milliseconds, temporary }: EndedRun): Promise<void> {
  const child = spawn(process.execPath, [trailscanPath, 'query', '-', '-o', 'ndjson'], {
    cwd: projectRoot,
    env: { ...testEnvironment, TMPDIR: temporary },
  });
  const closed = once(child, 'close');
  child.stdin.on('error', () => {});
  child.stdout.resume();
  child.stdin.end(tooMuch);
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  while (isSpilled && isRunning() && readdirSync(temporary).length === 0) await wait(5);
  await wait(isSpilled ? milliseconds / 5 : milliseconds);
  child.kill(signal);
  await closed;
}

interface EndedRun {
  readonly signal: NodeJS.Signals;
  readonly isSpilled: boolean;
  readonly milliseconds: number;
  readonly temporary: string;
}

/** More events than are held in memory: 60 MB, the newest first. */
const tooMuch = Array.from({ length: 600 }, (_, at) => {
  const eventTime = new Date(Date.UTC(2026, 10, 1) - at * 1000).toISOString();
  const fields = { eventTime, eventSource: 'a', eventName: 'b', userAgent: 'x'.repeat(100_000) };
  return `${JSON.stringify(fields)}\n`;
}).join('');
