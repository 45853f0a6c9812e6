import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { openScan } from '../../../src/engine/open-scan.ts';
import { countDuplicates } from '../../../src/engine/order/drop-duplicates.ts';
import {
  inTimeOrder,
  type OrderOptions,
  type Rereading,
} from '../../../src/engine/order/in-time-order.ts';
import type { ReadPortion } from '../../../src/engine/order/read-portion.ts';
import { createFileScanner, type FileScanner } from '../../../src/engine/scan/file-scanner.ts';
import type { ScanOptions } from '../../../src/engine/scan-for.ts';
import type { FileError } from '../../../src/errors.ts';
import type { Batch } from '../../../src/query/batch.ts';
import { everything } from '../../../src/query/filter.ts';
import { addToLedger, createLedger, type Ledger } from '../../../src/query/ledger.ts';
import {
  cell,
  countRecords,
  keyStart,
  type RecordBlock,
  Row,
  sizeOf,
  textStart,
} from '../../../src/query/record-block.ts';
import { createLocalSource } from '../../../src/source/local-source.ts';
import type { LogFile } from '../../../src/source/log-file.ts';
import type { Source } from '../../../src/source/source.ts';
import { type KeptRecord, keptIn } from '../../support/block-of.ts';
import { temporaryFolder } from '../../support/trailscan.ts';

/** Where events go that are neither held nor read again. */
let temporary: string;

beforeEach(() => {
  vi.unstubAllEnvs();
  temporary = temporaryFolder();
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, temporary);
  return () => vi.unstubAllEnvs();
});

describe('events that are put in order by reading files twice', () => {
  test('are those of a sort in memory, whatever the files and the budgets', async () => {
    const ways = new Map<Way, number>();
    await fc.assert(
      fc.asyncProperty(trails, choices, async (files, chosen) => {
        const source = memorySource(files.map(textOf));
        const { budget, budgetOfMerge, ...order } = chosen;
        const expected = await run(source, order);
        const given = await run(source, chosen);
        expect(given.records).toEqual(expected.records);
        expect(given.ledger).toEqual(expected.ledger);
        ways.set(given.way, (ways.get(given.way) ?? 0) + 1);
      }),
      { numRuns: 400 },
    );
    for (const way of ['in memory', 'merged', 'spilled', 'read again and spilled'] as const) {
      expect(ways.get(way), way).toBeGreaterThan(0);
    }
  });

  test('newest first are the exact reverse of oldest first', async () => {
    await fc.assert(
      fc.asyncProperty(trails, async (files) => {
        const source = memorySource(files.map(textOf));
        const forth = await run(source, { ...merging, order: 'oldest-first' });
        const back = await run(source, { ...merging, order: 'newest-first' });
        expect(back.records.map(({ key, time }) => [key, time])).toEqual(
          forth.records.toReversed().map(({ key, time }) => [key, time]),
        );
      }),
    );
  });

  test('are the same from several threads, and need no temporary folder', async () => {
    const source = folderSource(writeTrail());
    const expected = await run(source, { order: 'oldest-first', keepDuplicates: false });
    expect(expected.records).toHaveLength(hours * 100);
    for (const order of ['oldest-first', 'newest-first'] as const) {
      for (const workers of [undefined, { threads: 2, script }, { threads: 3, script }]) {
        const given = await run(source, { ...merging, order }, { ...(workers && { workers }) });
        expect(given.way).toBe('merged');
        expect(given.ledger).toEqual(expected.ledger);
        const records = order === 'oldest-first' ? given.records : given.records.toReversed();
        expect(records).toEqual(expected.records);
      }
    }
  });

  test('are also those of a large file that is found late, of which little is held at once', async () => {
    const folder = writeTrail();
    // Too large to be read whole.
    writeFileSync(join(folder, 'z.json'), textOf(manyCalls(1000, 'x'.repeat(10_000))));
    const source = folderSource(folder);
    const expected = await run(source, { order: 'oldest-first', keepDuplicates: false });
    expect(expected.records).toHaveLength(hours * 100 + 1000);
    for (const workers of [undefined, { threads: 2, script }]) {
      const given = await run(
        source,
        { ...merging, budgetOfMerge: 2 ** 23 },
        { ...(workers && { workers }) },
      );
      expect(given.way).toBe('read again and spilled');
      expect(given.ledger).toEqual(expected.ledger);
      expect(given.records).toEqual(expected.records);
      expect(given.mostAtOnce).toBeLessThan(2 ** 22);
    }
  });

  test('end with the reason of the signal, also in the second reading', async () => {
    const folder = writeTrail();
    writeFileSync(join(folder, 'z.json'), textOf(manyCalls(1000)));
    for (const chosen of [merging, spilling]) {
      for (const workers of [undefined, { threads: 2, script }]) {
        const stop = new AbortController();
        const again = { beforeReading: () => stop.abort(new Error('stopped')) };
        await expect(
          run(folderSource(folder), chosen, {
            ...again,
            ...(workers && { workers }),
            signal: stop.signal,
          }),
        ).rejects.toThrow('stopped');
      }
    }
  });
});

describe('a file that changes between its readings', () => {
  test.each([
    ['is gone', (path: string) => rmSync(path)],
    [
      'has an event more',
      (path: string) => writeFileSync(path, hourText(7, [...hourIds(7), 'new'])),
    ],
    ['has an event less', (path: string) => writeFileSync(path, hourText(7, hourIds(7).slice(1)))],
    ['is no file any more', replaceByFolder],
    ['is endless', (path: string) => writeFileSync(path, hourText(7, hourIds(7)).repeat(400))],
  ])('is reported when it %s, and the others are read', async (_, change) => {
    for (const workers of [undefined, { threads: 2, script }]) {
      for (const [way, chosen] of [
        ['merged', merging],
        ['read again and spilled', spilling],
      ] as const) {
        const folder = writeTrail();
        writeFileSync(join(folder, 'z.json'), textOf(manyCalls(1000)));
        const path = join(folder, nameOf(7));
        const given = await run(folderSource(folder), chosen, {
          ...(workers && { workers }),
          beforeReading: () => change(path),
        });
        const error: FileError = { file: path, reason: 'changed while it was read' };
        expect(given.way).toBe(way);
        expect(given.ledger.errors).toEqual([error]);
        expect(given.ledger.matched).toBe(hours * 100 + 1000);
        const others = given.records.filter(({ file }) => file !== path);
        expect(others).toHaveLength((hours - 1) * 100 + 1000);
        expect(others.map(({ time }) => time)).toEqual(
          others.map(({ time }) => time).toSorted((a, b) => a - b),
        );
      }
    }
  });
});

describe('rows without texts', () => {
  test('say of texts and keys what those with them say', async () => {
    const spaced = JSON.stringify({ Records: [call(1, 'a'), call(2, 'b')] }, null, 2);
    const escaped = textOf([call(3, 'c\\u0041'), call(4)]);
    const source = memorySource([spaced, escaped, textOf([call(5, 'e')])]);
    const setup = { filter: everything, secrets: [1n, 2n] } as const;
    const blocksOf = async (scanner: FileScanner) => {
      for (const name of ['0', '1', '2']) await scanner.scanWhole({ ...file, name });
      return scanner.take().blocks;
    };
    const blocks = await blocksOf(createFileScanner(setup, source));
    const scanner = createFileScanner(setup, source);
    scanner.keepTexts(false);
    const rowsAlone = await blocksOf(scanner);
    expect(blocks.flatMap(keptIn)).toHaveLength(5);
    expect(rowsAlone.flatMap(lengthsIn)).toEqual(blocks.flatMap(lengthsIn));
    scanner.keepTexts(true);
    expect((await blocksOf(scanner)).flatMap(keptIn)).toEqual(blocks.flatMap(keptIn));
    for (const { texts, keys } of rowsAlone) expect([texts.length, keys.length]).toEqual([0, 0]);
  });
});

/** What rows say of each record, however the records are put together. */
function lengthsIn(block: RecordBlock) {
  return Array.from({ length: countRecords(block) }, (_, index) => ({
    text: cell(block, index, Row.textEnd) - textStart(block, index),
    key: cell(block, index, Row.keyEnd) - keyStart(block, index),
    time: cell(block, index, Row.time),
    offset: cell(block, index, Row.offset),
    file: block.files[cell(block, index, Row.file)],
  }));
}

const script = new URL('../../../dist/scan-worker.mjs', import.meta.url);
const file: LogFile = { name: '', kind: 'path', named: false };

type Way = 'in memory' | 'merged' | 'spilled' | 'read again and spilled';
type Chosen = Omit<OrderOptions, 'signal' | 'limit' | 'again'>;

/** More than fits, but so little at once that files are read again. */
const merging: Chosen = {
  order: 'oldest-first',
  keepDuplicates: false,
  budget: 0,
  budgetOfMerge: 2 ** 27,
};

/** So little that a file of a thousand calls is large. */
const spilling: Chosen = { ...merging, budgetOfMerge: 2 ** 19 };

/** Few different times and IDs, so that events are delivered to several files and share times. */
const calls = fc.record({
  second: fc.integer({ min: 0, max: 30 }),
  id: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { nil: undefined }),
  userAgent: fc.constantFrom('', 'x', 'é', 'x'.repeat(300)),
});

/** Files of a short time each, which are apart or share it. */
const trails = fc.constantFrom(0, 20, 1000).chain((latest) =>
  fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: latest }), fc.array(calls, { maxLength: 6 }))
      .map(([start, some]) =>
        some.map(({ second, id, userAgent }) => call(start + second, id, userAgent)),
      ),
    { maxLength: 40, size: 'max' },
  ),
);

const choices: fc.Arbitrary<Chosen> = fc.record({
  order: fc.constantFrom('oldest-first', 'newest-first'),
  keepDuplicates: fc.boolean(),
  budget: fc.constantFrom(0, 1000, 5000, 2 ** 26),
  budgetOfMerge: fc.constantFrom(1000, 12_000, 18_000, 2 ** 27),
});

function call(second: number, eventID?: string, userAgent = ''): object {
  const eventTime = `${new Date(Date.UTC(2026, 10, 1) + second * 1000).toISOString().slice(0, 19)}Z`;
  return { eventTime, eventSource: 'a.amazonaws.com', eventName: 'B', eventID, userAgent };
}

function manyCalls(count: number, userAgent = ''): object[] {
  return Array.from({ length: count }, (_, at) => call((at * 7919) % 100_000, `m${at}`, userAgent));
}

function textOf(records: readonly object[]): string {
  return JSON.stringify({ Records: records });
}

const hours = 60;

/** Files of an hour's events each, in no order; half of an hour's are delivered to the next file too. */
function writeTrail(): string {
  const folder = temporaryFolder();
  for (let hour = 0; hour < hours; hour++) {
    const text = hourText(hour, hourIds(hour));
    const path = join(folder, nameOf(hour));
    writeFileSync(path, path.endsWith('.gz') ? gzipSync(text) : text);
  }
  return folder;
}

function nameOf(hour: number): string {
  // In an order that is not that of their times.
  return `${(hour * 7) % 10}-${hour}.json${hour % 3 === 0 ? '.gz' : ''}`;
}

function hourIds(hour: number): string[] {
  const before = Array.from({ length: 50 }, (_, at) => `${hour - 1}-${at}`);
  return [
    ...Array.from({ length: 100 }, (_, at) => `${hour}-${at}`),
    ...(hour > 0 && hour !== 7 && hour !== 8 ? before : []),
  ];
}

/** The time is that of the ID, wherever the event is delivered. */
function hourText(hour: number, ids: readonly string[]): string {
  return textOf(
    ids.map((id) => {
      const [of = hour, at = 0] = id === 'new' ? [] : id.split('-').map(Number);
      return call(of * 3600 + ((at * 1237) % 3600), id);
    }),
  );
}

function replaceByFolder(path: string): void {
  rmSync(path);
  mkdirSync(path);
}

function folderSource(folder: string): Source {
  return createLocalSource([folder], () => process.stdin);
}

/** Files `0`, `1`, … in memory, each of which is there at once. */
function memorySource(texts: readonly string[]): Source {
  return {
    async *list() {
      for (const name of texts.keys()) yield { ...file, name: String(name) };
    },
    async *open({ name }) {
      yield Buffer.from(texts[Number(name)] ?? '');
    },
    readWhole: ({ name }) => Buffer.from(texts[Number(name)] ?? ''),
  };
}

interface RunOptions extends Partial<ScanOptions> {
  /** Called between the two readings. */
  readonly beforeReading?: () => void;
}

interface Given {
  readonly records: KeptRecord[];
  readonly ledger: Ledger;
  readonly way: Way;
  /** Bytes of the largest part that the second reading gave. */
  readonly mostAtOnce: number;
}

async function run(
  source: Source,
  chosen: Chosen,
  { beforeReading, signal = new AbortController().signal, workers }: RunOptions = {},
): Promise<Given> {
  const scan = openScan(everything, source, { signal, ...(workers && { workers }) });
  const ledger = createLedger();
  const told = async function* <T extends { readonly ledger: Ledger }>(parts: AsyncIterable<T>) {
    for await (const part of parts) {
      addToLedger(ledger, part.ledger);
      yield part;
    }
  };
  let isReadAgain = false;
  let isSpilled = false;
  let mostAtOnce = 0;
  const reading = async function* <T extends Batch | ReadPortion>(parts: AsyncIterable<T>) {
    isReadAgain = true;
    beforeReading?.();
    for await (const part of told(parts)) {
      const sizes = part.blocks.map((found) => sizeOf('block' in found ? found.block : found));
      mostAtOnce = Math.max(
        mostAtOnce,
        sizes.reduce((sum, size) => sum + size, 0),
      );
      yield part;
    }
  };
  const records: KeptRecord[] = [];
  try {
    const batches = told(countDuplicates(scan.found));
    const again: Rereading = {
      ...scan,
      read: (plan) => reading(scan.read(plan)),
      scanAgain: (spans) => reading(scan.scanAgain(spans)),
    };
    for await (const block of inTimeOrder(batches, { ...chosen, signal, again })) {
      isSpilled ||= readdirSync(temporary).some((name) => name.startsWith('trailscan-sort-'));
      records.push(...keptIn(block));
    }
  } finally {
    await scan.close();
  }
  const spilled = isReadAgain ? 'read again and spilled' : 'spilled';
  const way = isSpilled ? spilled : isReadAgain ? 'merged' : 'in memory';
  return { records, ledger, way, mostAtOnce };
}
