import { readdirSync } from 'node:fs';
import { addAbortSignal, PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFileScanner } from '../../src/engine/scan/file-scanner.ts';
import { allEvents, type Filter } from '../../src/query/condition/filter.ts';
import { type EventRecord, recordsOf } from '../../src/query/event-record.ts';
import { addToLedger, createLedger, type Ledger } from '../../src/query/ledger.ts';
import type { Source } from '../../src/source/source.ts';
import { ask, scan } from '../support/ask.ts';
import { runs } from '../support/runs.ts';

describe('a scan', () => {
  test('counts every file and record once, read whole or in chunks of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fragment, { maxLength: 12 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 300 }),
        fc.boolean(),
        async (files, size, isZipped) => {
          const texts = files.map((fragments) => fragments.join(''));
          const stored = isZipped ? texts.map((text) => gzipSync(text)) : texts;
          const whole = await run(memorySource(stored, Number.POSITIVE_INFINITY));
          for (const source of [memorySource(stored, size), wholeSource(stored)]) {
            const { records, ledger } = await run(source);
            expect(records.map(found)).toEqual(whole.records.map(found));
            expect(withoutReasons(ledger)).toEqual(withoutReasons(whole.ledger));
          }
          expectToAddUp(whole.ledger);
        },
      ),
      { numRuns: runs(600) },
    );
  });

  test('continues after a file that fails while it is read', async () => {
    const failure = Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'read' });
    const source = memorySource([event(1), event(2)], 50);
    const broken: Source = {
      ...source,
      open: (file, signal) =>
        file.name === '0' ? failing(event(1), failure) : source.open(file, signal),
    };
    const { records, ledger } = await run(broken);
    expect(records.map(({ event }) => event.eventID)).toEqual(['1', '2']);
    expect(ledger.errors).toContainEqual({ file: '0', reason: 'cannot be read (EIO)' });
    expectToAddUp(ledger);
  });

  test('continues after a file that is deleted before it is read', async () => {
    const failure = Object.assign(new Error('ENOENT'), { code: 'ENOENT', syscall: 'open' });
    const source = wholeSource([event(1), event(2), event(3)]);
    const broken: Source = {
      ...source,
      readWhole: (file) => {
        if (file.name === '1') throw failure;
        return source.readWhole?.(file);
      },
    };
    const { records, ledger } = await run(broken);
    expect(records.map(({ event }) => event.eventID)).toEqual(['1', '3']);
    expect(ledger.errors).toEqual([{ file: '1', reason: 'no such file or folder' }]);
    expect(ledger).toMatchObject({ files: 3, filesRead: 2, unreadableFiles: 1 });
    expectToAddUp(ledger);
  });

  test('does not report a bug as an unreadable file', async () => {
    const source: Source = {
      ...memorySource(['x'], 10),
      open: () => failing('{', new TypeError('a bug')),
    };
    await expect(run(source)).rejects.toThrow('a bug');
    const readWhole = () => {
      throw new TypeError('another bug');
    };
    await expect(run({ ...source, readWhole })).rejects.toThrow('another bug');
  });

  test('ends with the reason of its aborted signal', async () => {
    const stop = new AbortController();
    const input = new PassThrough();
    const source: Source = {
      ...memorySource(['x'], 10),
      open: (_, signal) => addAbortSignal(signal, input),
    };
    const running = run(source, allEvents, stop.signal);
    input.write(event(1));
    setImmediate(() => stop.abort(new Error('stopped')));
    await expect(running).rejects.toThrow('stopped');
  });

  test.skipIf(process.platform !== 'linux')(
    'leaves no file open, wherever it is stopped',
    async () => {
      const { createLocalSource } = await import('../../src/source/local-source.ts');
      const source = createLocalSource(
        ['fixtures/shapes', 'fixtures/other', 'fixtures/broken'],
        () => Readable.from([]),
      );
      const { signal } = new AbortController();
      const before = readdirSync('/proc/self/fd').length;
      for (let round = 0; round < 20; round++) {
        for await (const _ of scan(source)) break;
      }
      const scanner = createFileScanner({ filter: allEvents, secrets: [1n, 2n] }, source);
      for await (const file of source.list({ filter: allEvents, order: 'none' }, signal)) {
        if (!('name' in file)) continue;
        for await (const _ of scanner.scanStream(file, signal)) break;
      }
      await run(source);
      const open = () => readdirSync('/proc/self/fd').length;
      await expect.poll(open).toBeLessThanOrEqual(before + 1);
    },
  );

  test('keeps the first of very many errors, and counts the others', async () => {
    const { records, ledger } = await run(
      memorySource([`{"a":]}\n`.repeat(200_000) + event(1)], 2 ** 16),
    );
    expect(records).toHaveLength(1);
    expect(ledger.errors).toHaveLength(1000);
    expect(ledger.errors.length + ledger.moreErrors).toBe(ledger.unreadableRecords);
    expectToAddUp(ledger);
  });

  test('accepts a value with more events than a function call may have arguments', async () => {
    const many = Array.from({ length: 130_000 }, () => '{"eventVersion":"1.08","eventName":"A"}');
    const { ledger } = await run(memorySource([`[[${many.join()}],${event(1)}]`], 2 ** 20));
    expect(ledger).toMatchObject({ records: 130_001, matched: 1, unreadableRecords: 130_000 });
  });

  test('reads a record array once although text follows its document', async () => {
    const text = `{"Records":[${event(1)},${event(2)}]}x`;
    for (const size of [10, 10_000]) {
      const { records, ledger } = await run(memorySource([text], size));
      expect(records.map(({ event }) => event.eventID)).toEqual(['1', '2']);
      expect(ledger).toMatchObject({ matched: 2, duplicates: 0 });
    }
  });

  test('reports damage in one line of envelopes only for that line', async () => {
    const envelope = (id: number) =>
      `{"version":"0","id":"${id}","detail-type":"AWS API Call via CloudTrail","source":"aws.s3","detail":${event(id)}}`;
    const lines = [1, 2, 3, 4, 5].map(envelope);
    lines[0] = `${lines[0]?.slice(0, 40)}`;
    const { records, ledger } = await run(memorySource([lines.join('\n')], 100));
    expect(records.map(({ event }) => event.eventID)).toEqual(['2', '3', '4', '5']);
    expect(ledger.errors).toHaveLength(1);
  });

  test('keeps all events that share only their ID', async () => {
    const other = event(1).replace('GetObject', 'DeleteObject');
    const { records, ledger } = await run(
      memorySource([`${event(1)}\n${other}\n${event(1)}\n`], 100),
    );
    expect(records.map(({ event }) => event.eventName)).toEqual(['GetObject', 'DeleteObject']);
    expect(ledger.duplicates).toBe(1);
  });

  test('keeps all events whose ID and name are equal only when joined', async () => {
    const ids = [
      ['a b', 'c'],
      ['a', 'b c'],
      ['a\nb', 'c'],
      ['a', 'b\nc'],
      ['a\\nb', 'c'],
      ['a"', 'c'],
      ['a', '"c'],
      ['\ud800', 'c'],
      ['\ud801', 'c'],
    ];
    const events = ids.map(([eventID, eventName]) =>
      JSON.stringify({ ...JSON.parse(event(1)), eventID, eventName }),
    );
    // The other events are read by the scanner and need not be parsed.
    const escaped = events.map((text) => text.replace('"eventID":"a', '"eventID":"\\u0061'));
    const { records, ledger } = await run(memorySource([[...events, ...escaped].join('\n')], 100));
    expect(records.map(({ event: { eventID, eventName } }) => [eventID, eventName])).toEqual(ids);
    expect(ledger.duplicates).toBe(ids.length);
  });

  test('keeps an event that is followed by other text, and reports that text', async () => {
    for (const text of [
      `${event(1)}\0${event(2)}\0`,
      `${event(1)}x\n${event(2)}`,
      `{"Records":[${event(1)}x,${event(2)}]}`,
    ]) {
      const { records, ledger } = await run(memorySource([text], 50));
      expect(records.map(({ event }) => event.eventID)).toEqual(['1', '2']);
      expect(ledger.errors.length).toBeGreaterThan(0);
    }
  });

  test('reports an envelope without its event as unreadable', async () => {
    const items = [
      '{"EventId":"1","EventName":"GetObject"}',
      '{"detail-type":"AWS API Call via CloudTrail","detail":{}}',
    ];
    const { ledger } = await run(memorySource([`[${items.join(',')}]`], 50));
    expect(ledger.errors.map(({ reason }) => reason)).toEqual(
      Array(2).fill('the event is missing from its envelope'),
    );
  });

  test('skips an intact gzip file of another kind, whatever its size', async () => {
    const log = gzipSync(
      `version account-id interface-id srcaddr\n${'2 111122223333 eni-1 10.0.0.1\n'.repeat(50_000)}`,
    );
    const { ledger } = await run(memorySource([log], 2 ** 16));
    expect([...ledger.skippedFiles]).toEqual([['VPC flow log', ['0']]]);
  });
});

const fragment = fc.oneof(
  fc.integer({ min: 1, max: 5 }).map(event),
  fc.integer({ min: 1, max: 5 }).map((id) => `{"Records":[${event(id)},${event(id + 1)}]}`),
  fc.integer({ min: 1, max: 5 }).map((id) => JSON.stringify(JSON.parse(event(id)), undefined, 2)),
  fc.constantFrom(
    '\n',
    ',',
    ' ',
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    'x',
    '{"a":1}',
    '{"Records":[',
    ']}',
    '{"eventVersion":',
    '2026-11-19T08:00:00Z ',
    '"NextToken":"x"',
    '\\',
    'null',
  ),
);

function event(id: number): string {
  return JSON.stringify({
    eventVersion: '1.08',
    eventTime: '2026-11-19T08:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    eventID: String(id),
  });
}

/** Files `0`, `1`, … in memory, which arrive in chunks of the size. */
function memorySource(files: readonly (string | Buffer)[], size: number): Source {
  return {
    async *list() {
      for (const name of files.keys()) yield { name: String(name), kind: 'path', named: false };
    },
    async *open(file) {
      const bytes = Buffer.from(files[Number(file.name)] ?? '');
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    },
  };
}

/** Files `0`, `1`, … in memory, each available at once. */
function wholeSource(files: readonly (string | Buffer)[]): Source {
  return {
    ...memorySource(files, Number.POSITIVE_INFINITY),
    readWhole: ({ name }) => Buffer.from(files[Number(name)] ?? ''),
  };
}

/** Returns the parts of a record that do not depend on how its file is read. */
function found({ json, time, key, file, offset }: EventRecord): object {
  return { json, time, key, file, offset };
}

async function* failing(start: string, error: Error): AsyncGenerator<Uint8Array> {
  yield Buffer.from(start);
  throw error;
}

async function run(
  source: Source,
  filter: Filter = allEvents,
  signal = new AbortController().signal,
): Promise<{ records: EventRecord[]; ledger: Ledger }> {
  const ledger = createLedger();
  const records: EventRecord[] = [];
  for await (const part of ask(source, { filter, keepDuplicates: false, signal })) {
    addToLedger(ledger, part.ledger);
    if (part.block) records.push(...recordsOf(part.block));
  }
  return { records, ledger };
}

function expectToAddUp(ledger: Ledger): void {
  const skippedFiles = [...ledger.skippedFiles.values()].flat().length;
  const skippedRecords = [...ledger.skippedRecords.values()].reduce((sum, count) => sum + count, 0);
  expect(ledger.filesRead + skippedFiles + ledger.unreadableFiles).toBe(ledger.files);
  expect(
    ledger.matched +
      ledger.notMatched +
      ledger.duplicates +
      skippedRecords +
      ledger.unreadableRecords,
  ).toBe(ledger.records);
}

/** The description of where damage ends depends on how much of it is in the window. */
function withoutReasons({ errors, ...counts }: Ledger): object {
  return { ...counts, errors: errors.map(({ file, offset }) => ({ file, offset })) };
}
