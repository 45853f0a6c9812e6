import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { addToLedger, createLedger, type Ledger } from '../../src/query/ledger.ts';
import { describeIoError } from '../../src/source/io-error.ts';
import { createLocalSource } from '../../src/source/local-source.ts';
import { createReadWholePath } from '../../src/source/read-whole-path.ts';
import { scan } from '../support/ask.ts';
import { projectRoot, temporaryFolder } from '../support/trailscan.ts';

const fileOf = (name: string, named = false) => ({ name, kind: 'path', named }) as const;

/** Writes a file with these bytes in a folder of its own, and returns its path. */
function fileWith(bytes: string | Buffer): string {
  const path = join(temporaryFolder(), 'a.json');
  writeFileSync(path, bytes);
  return path;
}

describe('reading a file whole', () => {
  test.each([true, false])('returns all its bytes (file named by the user: %s)', (named) => {
    const readWhole = createReadWholePath();
    for (const size of [1, 100, 70_000, 3_000_000, 2]) {
      const bytes = Buffer.alloc(size, 'trailscan ');
      expect(readWhole(fileOf(fileWith(bytes), named))?.equals(bytes)).toBe(true);
    }
  });

  test('returns only the current bytes of a file that has become shorter', () => {
    const readWhole = createReadWholePath();
    const path = fileWith('long before');
    expect(readWhole(fileOf(path))?.toString()).toBe('long before');
    writeFileSync(path, 'short');
    expect(readWhole(fileOf(path))?.toString()).toBe('short');
  });

  test('returns undefined for files of more than 8 MiB', () => {
    const readWhole = createReadWholePath();
    expect(readWhole(fileOf(fileWith(Buffer.alloc(2 ** 23 + 1))))).toBeUndefined();
    expect(readWhole(fileOf(fileWith(Buffer.alloc(2 ** 23 - 1, 'x'))))?.length).toBe(2 ** 23 - 1);
  });

  test('returns undefined for standard input', () => {
    expect(createReadWholePath()({ name: '-', kind: 'stdin', named: true })).toBeUndefined();
  });

  test('returns undefined for a folder that the user named', () => {
    expect(createReadWholePath()(fileOf(temporaryFolder(), true))).toBeUndefined();
  });

  test.skipIf(process.platform === 'win32')('reports a file that has become a folder', () => {
    const path = join(temporaryFolder(), 'a.json');
    mkdirSync(path);
    expect(() => createReadWholePath()(fileOf(path))).toThrow('not a regular file');
  });

  test.each([true, false])('throws when a file is missing (named by the user: %s)', (named) => {
    const path = join(temporaryFolder(), 'missing.json');
    const readWhole = createReadWholePath();
    expect(reasonOf(() => readWhole(fileOf(path, named)))).toBe('no such file or folder');
    expect(readWhole(fileOf(fileWith('next')))?.toString()).toBe('next');
  });

  test.skipIf(process.platform === 'win32')('does not open a named pipe', () => {
    const path = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    // Opening it would wait forever for the other end.
    const script = `
      const { createReadWholePath } = await import('./src/source/read-whole-path.ts');
      console.log(createReadWholePath()(${JSON.stringify(fileOf(path, true))}));`;
    const options = { encoding: 'utf8', timeout: 10_000, cwd: projectRoot } as const;
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
    expect(execFileSync(process.execPath, args, options)).toBe('undefined\n');
  });

  test.skipIf(process.platform === 'win32')(
    'reports a named pipe in the place of a file, and does not wait for its writer',
    () => {
      const path = join(temporaryFolder(), 'pipe');
      execFileSync('mkfifo', [path]);
      expect(() => createReadWholePath()(fileOf(path))).toThrow('not a regular file');
    },
  );

  test.skipIf(process.platform === 'win32')(
    'leaves the contents of a named pipe for the scan',
    async () => {
      const path = join(temporaryFolder(), 'pipe');
      execFileSync('mkfifo', [path]);
      const [, ledger] = await Promise.all([writeFile(path, trailFile), scanned(path)]);
      expect(ledger).toMatchObject({ files: 1, filesRead: 1, matched: 1, errors: [] });
    },
  );
});

const trailFile = JSON.stringify({
  Records: [
    {
      eventVersion: '1.08',
      eventTime: '2026-11-19T08:00:00Z',
      eventSource: 's3.amazonaws.com',
      eventName: 'GetObject',
    },
  ],
});

async function scanned(path: string): Promise<Ledger> {
  const ledger = createLedger();
  const source = createLocalSource([path], () => Readable.from([]));
  for await (const part of scan(source)) addToLedger(ledger, part.ledger);
  return ledger;
}

function reasonOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return describeIoError(error);
  }
  return 'nothing was thrown';
}
