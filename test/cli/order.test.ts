import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import {
  projectRoot,
  temporaryFolder,
  testEnvironment,
  trailscan,
  trailscanPath,
} from '../support/trailscan.ts';

test('a short --late-delivery leaves files out, but does not disturb the order of the others', async () => {
  const args = ['query', 'fixtures/trail', '--date', '2026-11-18', '-o', 'ndjson'];
  const short = await trailscan([...args, '--late-delivery', '1m']);
  expect(short.stderr).not.toMatch(/^late:/m);
  const usual = lines((await trailscan(args)).stdout);
  const printed = new Set(lines(short.stdout));
  expect(lines(short.stdout)).toEqual(usual.filter((line) => printed.has(line)));
  expect(printed.size).toBeGreaterThan(100);
});

describe('--unordered', () => {
  test('prints the same events as without it', async () => {
    const ordered = await trailscan(['query', 'fixtures/trail']);
    const unordered = await trailscan(['query', 'fixtures/trail', '--unordered']);
    expect(lines(unordered.stdout).sort()).toEqual(lines(ordered.stdout).sort());
    expect(unordered.exitCode).toBe(0);
  });

  test('with --limit stops reading at the limit', async () => {
    const child = start(['query', '-', '--unordered', '--limit', '2', '-o', 'ndjson']);
    // The input does not end: the command does.
    child.stdin.write(`${event(3)}\n${event(1)}\n`.repeat(20_000));
    const printed = child.stdout.toArray();
    const [exitCode] = await once(child, 'close');
    expect(Buffer.concat(await printed).toString()).toBe(`${event(3)}\n${event(1)}\n`);
    expect(exitCode).toBe(0);
  });

  test('with --strict completes the JSON document that it has begun', async () => {
    const { stdout, exitCode } = await trailscan(
      ['query', 'fixtures/shapes/trail-file.json', '-', '--unordered', '--strict', '-o', 'json'],
      { stdin: '{"eventVersion":' },
    );
    expect(JSON.parse(stdout).Records.length).toBeGreaterThan(0);
    expect(exitCode).toBe(3);
  });

  test('contradicts --reverse', async () => {
    const { stderr, exitCode } = await trailscan(['query', 'a', '--unordered', '--reverse']);
    expect(stderr).toContain('--unordered and --reverse cannot be used together');
    expect(exitCode).toBe(2);
  });
});

describe('more events than are held in memory', () => {
  test('are sorted, and leave no temporary files', async () => {
    const folder = temporaryFolder();
    const child = start(['query', '-', '-o', 'ndjson'], folder);
    child.stdin.end(tooMuch());
    const times: number[] = [];
    let rest = '';
    for await (const chunk of child.stdout) {
      const [...whole] = `${rest}${chunk}`.split('\n');
      rest = whole.pop() ?? '';
      times.push(...whole.map((line) => Number(/"n":(\d+)/.exec(line)?.[1])));
    }
    expect(times).toEqual(Array.from({ length: eventCount }, (_, at) => at));
    expect(readdirSync(folder)).toEqual([]);
  });

  test.skipIf(process.platform === 'win32').each([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGQUIT', 131],
    ['SIGTERM', 143],
  ] as const)(
    'leave no temporary files when %s ends the run while it reads',
    async (signal, code) => {
      const folder = temporaryFolder();
      const child = start(['query', '-'], folder);
      child.stdin.write(tooMuch());
      await untilFilled(folder);
      child.kill(signal);
      const [exitCode] = await once(child, 'close');
      expect(exitCode).toBe(code);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  test.skipIf(process.platform === 'win32').each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'leave no temporary files when %s ends the run while its output is not read',
    async (signal, code) => {
      const folder = temporaryFolder();
      const child = start(['query', '-', '-o', 'ndjson'], folder);
      child.stdin.end(tooMuch());
      await once(child.stdout, 'readable');
      child.kill(signal);
      const [exitCode] = await once(child, 'exit');
      expect(exitCode).toBe(code);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  test.skipIf(process.platform === 'win32')(
    'leave no temporary files when the reader of the output closes it',
    async () => {
      const folder = temporaryFolder();
      const child = start(['query', '-', '-o', 'ndjson'], folder);
      child.stdin.end(tooMuch());
      await once(child.stdout, 'data');
      child.stdout.destroy();
      const [exitCode] = await once(child, 'close');
      expect(exitCode).toBe(0);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  test('end the run with 2 when the temporary folder cannot be written to', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const child = start(['query', '-'], file);
    child.stdin.end(tooMuch());
    const [stderr, [exitCode]] = await Promise.all([child.stderr.toArray(), once(child, 'close')]);
    expect(Buffer.concat(stderr).toString()).toMatch(
      /^trailscan: the temporary folder '.*--unordered/,
    );
    expect(exitCode).toBe(2);
  });
});

const eventCount = 720;

/** Returns 72 MB of events, newest first, which is more than is held in memory. */
function tooMuch(): Buffer {
  const padding = 'x'.repeat(100_000);
  const line = (_: unknown, at: number) => `${event(eventCount - 1 - at, padding)}\n`;
  madeUp ??= Buffer.from(Array.from({ length: eventCount }, line).join(''));
  return madeUp;
}

let madeUp: Buffer | undefined;

function event(n: number, userAgent = ''): string {
  const eventTime = `${new Date(Date.UTC(2026, 10, 1) + n * 1000).toISOString().slice(0, 19)}Z`;
  return JSON.stringify({ n, eventTime, eventSource: 'a', eventName: 'b', userAgent });
}

function start(args: readonly string[], temporary?: string) {
  const places = temporary && { TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  const child = spawn(process.execPath, [trailscanPath, ...args], {
    cwd: projectRoot,
    env: { ...testEnvironment, ...places },
  });
  // A run may end without reading all of its input.
  child.stdin.on('error', () => {});
  return child;
}

async function untilFilled(folder: string): Promise<void> {
  while (readdirSync(folder).length === 0) await wait(10);
}

function lines(text: string): string[] {
  return text.split('\n').filter(Boolean);
}
