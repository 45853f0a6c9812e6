import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBytes, systemPath } from '../../src/source/path-bytes.ts';
import { temporaryFolder, trailscanProcess } from '../support/trailscan.ts';

const eventNamed = (eventName: string) =>
  JSON.stringify({
    eventVersion: '1.08',
    eventTime: '2026-11-19T08:00:00Z',
    eventSource: 'ec2.amazonaws.com',
    eventName,
  });

test('any bytes of a path become a string, from which the same bytes are restored', () => {
  const part = fc.oneof(
    fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
    fc.string({ unit: 'grapheme', maxLength: 4 }).map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const bytes = Buffer.concat(parts);
      expect(Buffer.from(systemPath(fromBytes(bytes)))).toEqual(bytes);
    }),
  );
});

test('text stays the same', () => {
  for (const text of ['trail/a b.json', 'é日🙂', '\ufffd']) {
    expect(fromBytes(Buffer.from(text))).toBe(text);
    expect(systemPath(text)).toBe(text);
  }
});

describe.skipIf(process.platform !== 'linux')('in a folder', () => {
  test('files and folders whose names differ only in bytes that are not UTF-8 are all read', async () => {
    const folder = temporaryFolder();
    const inFolder = (...bytes: number[]) => Buffer.from([...Buffer.from(`${folder}/n`), ...bytes]);
    writeFileSync(inFolder(0xff), eventNamed('A'));
    writeFileSync(inFolder(0xfe), eventNamed('B'));
    for (const byte of [0xc0, 0xc1]) {
      mkdirSync(inFolder(byte));
      writeFileSync(inFolder(byte, ...Buffer.from('/x.json')), eventNamed(`C${byte}`));
    }
    const { stdout, stderr } = await trailscanProcess([
      'stats',
      folder,
      '--by',
      'event',
      '-o',
      'csv',
    ]);
    expect(stdout).toBe('event,events\nA,1\nB,1\nC192,1\nC193,1\n');
    expect(stderr).toBe('');
  });

  test('pipes, and links to folders that are listed already, are counted as left out', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.json'), eventNamed('A'));
    mkdirSync(join(folder, 'b'));
    symlinkSync('..', join(folder, 'b', 'up'));
    execFileSync('mkfifo', [join(folder, 'b', 'pipe')]);
    const { stdout, stderr } = await trailscanProcess(['stats', folder, '-v']);
    expect(JSON.parse(stdout)).toEqual({ events: 1 });
    expect(stderr).toContain('files:   2 = 1 read + 1 left out');
    expect(stderr).toContain(
      'left out: 1 file of another kind (pipe, device or socket), 1 folder listed under another name',
    );
  });
});
