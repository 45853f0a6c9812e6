import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMoreComplete } from '../../../src/aggregate/more-complete.ts';
import { compareGroups } from '../../../src/aggregate/rank-groups.ts';
import { countGroups, type GroupOptions } from '../../../src/engine/count/count-groups.ts';
import { createScanEngine } from '../../../src/engine/scan-engine.ts';
import type { ScanOptions } from '../../../src/engine/scan-source.ts';
import { UsageError } from '../../../src/errors.ts';
import { allEvents, type Filter } from '../../../src/query/condition/filter.ts';
import type { Group } from '../../../src/query/group.ts';
import { addToLedger, createLedger, type Ledger } from '../../../src/query/ledger.ts';
import { createLocalSource } from '../../../src/source/local-source.ts';
import type { Source } from '../../../src/source/source.ts';
import { asks, filterOf } from '../../filter/filter-of.ts';
import { runs } from '../../support/runs.ts';
import { temporaryFolder } from '../../support/trailscan.ts';

interface CallFields {
  readonly eventName: string;
  readonly eventTime: string;
  readonly awsRegion: string;
  readonly eventID?: string;
  readonly errorCode?: string;
  readonly requestParameters?: unknown;
}

/** Deliveries that are equal for each event: all fields are derived from the ID. */
const delivered: fc.Arbitrary<CallFields> = fc.integer({ min: 1, max: 12 }).map((id) => ({
  eventName: ['GetObject', 'PutObject', 'ListBuckets'][id % 3] ?? '',
  eventTime: `2026-11-19T08:00:0${id % 2}Z`,
  awsRegion: `eu-west-${id % 4}`,
  eventID: `id-${id}`,
  requestParameters: { a: [null, 'x', 1, { b: 'é' }][id % 4] },
}));

/** Events with one of a few IDs, which are not unique, or without an ID. */
const others: fc.Arbitrary<CallFields> = fc.record(
  {
    eventName: fc.constantFrom('GetObject', 'PutObject', 'Get"Ob\\ject,', 'GetObject é'),
    eventTime: fc.constantFrom('2026-11-19T08:00:00Z', '2026-11-19T08:00:00.000Z'),
    awsRegion: fc.constantFrom('eu-west-1', ''),
    eventID: fc.constantFrom('', 'id-1', 'é'),
    errorCode: fc.constantFrom('', 'AccessDenied'),
  },
  { requiredKeys: ['eventName', 'eventTime', 'awsRegion'] },
);

const calls = fc.array(fc.oneof(delivered, others), { maxLength: 30, size: 'max' });

/** Names to count by, each with a function that returns its value without the code under test. */
const countedBy: readonly (readonly [string, (call: CallFields) => string])[] = [
  ['event', ({ eventName }) => eventName],
  ['region', ({ awsRegion }) => awsRegion],
  ['error', ({ errorCode }) => errorCode ?? ''],
  ['requestParameters.a', ({ requestParameters: sent }) => cellOf(Object(sent).a)],
];

describe('counted events', () => {
  test('are the same as in a simple count by hand', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(calls, { maxLength: 4 }),
        fc.shuffledSubarray([...countedBy]),
        fc.record({
          keepDuplicates: fc.boolean(),
          isFiltered: fc.boolean(),
          isWhole: fc.boolean(),
          indent: fc.constantFrom(0, 2),
          maxHeld: fc.constantFrom(undefined, 1),
          maxKeys: fc.constantFrom(undefined, undefined, undefined, 0, 3),
        }),
        async (files, by, { keepDuplicates, isFiltered, isWhole, indent, maxHeld, maxKeys }) => {
          const matches = ({ eventName }: CallFields) => !isFiltered || eventName === 'GetObject';
          const all = files.flat().filter(matches);
          const kept = keepDuplicates ? all : all.filter(isFirstDelivery);
          const texts = files.map((some) => trailFile(some, indent));
          const { groups, ledger } = await count({
            source: memorySource(texts, isWhole),
            filter: isFiltered ? ofName('GetObject') : allEvents,
            by: by.map(([name]) => name),
            keepDuplicates,
            ...(maxHeld && { maxHeld }),
            ...(maxKeys !== undefined && { maxKeys }),
          });
          expect(groups).toEqual(countByHand(all, by, keepDuplicates));
          expect(ledger).toMatchObject({
            files: files.length,
            records: files.flat().length,
            matched: kept.length,
            duplicates: all.length - kept.length,
            notMatched: files.flat().length - all.length,
            errors: [],
          });
        },
      ),
      { numRuns: runs(400) },
    );
  });

  test('are each counted once, whatever the shapes of their deliveries', async () => {
    const [one, two] = [call({ eventID: 'id-1' }), call({ eventID: 'id-2' })];
    const shapes = [
      `{"Records":[${one},${two}]}`,
      `${one}\n${two}\n`,
      JSON.stringify(
        [one, two].map((text) => JSON.parse(text)),
        undefined,
        2,
      ),
      JSON.stringify({ Events: [one, two].map((text) => ({ CloudTrailEvent: text })) }),
      JSON.stringify({ logEvents: [one, two].map((message) => ({ id: '1', message })) }),
      `{"detail-type":"AWS API Call via CloudTrail","source":"aws.s3","detail":${one}}`,
      `2026-11-19T08:00:00.000Z ${two}\n`,
      `${one}\n${two.replace('08:00:00Z', '08:00:00.000Z')}\n`,
      `${one}\n${two.replace('id-2', '\\u0069d-2')}\n`,
    ];
    for (const isWhole of [true, false]) {
      for (const order of [shapes, shapes.toReversed()]) {
        const { groups, ledger } = await count({
          source: memorySource([...order, gzipSync(order[0] ?? '')], isWhole),
          by: ['event-id'],
        });
        expect(groups).toEqual([
          { values: ['id-1'], count: 1 },
          { values: ['id-2'], count: 1 },
        ]);
        expect(ledger).toMatchObject({ matched: 2, errors: [] });
        expect(ledger.duplicates).toBe(ledger.records - 2);
      }
    }
  });

  test('without an eventID are never duplicates', async () => {
    const texts = [call({}), call({ eventID: '' }), call({ eventID: null })];
    const source = memorySource([
      `{"Records":[${[...texts, ...texts].join(',')}]}`,
      texts.join('\n'),
    ]);
    const { groups, ledger } = await count({ source, by: ['event'] });
    expect(groups).toEqual([{ values: ['GetObject'], count: 9 }]);
    expect(ledger).toMatchObject({ matched: 9, duplicates: 0 });
  });

  test('that share an eventID but not their name or time are not duplicates', async () => {
    const texts = [
      call({ eventID: 'id-1' }),
      call({ eventID: 'id-1', eventName: 'PutObject' }),
      call({ eventID: 'id-1', eventTime: '2026-11-19T08:00:01Z' }),
      call({ eventID: 'id-1' }),
    ];
    const { groups, ledger } = await count({ source: memorySource([texts.join('\n')]), by: [] });
    expect(groups).toEqual([{ values: [], count: 3 }]);
    expect(ledger).toMatchObject({ matched: 3, duplicates: 1 });
  });

  test('have a total of 0 and no groups when no event matches', async () => {
    const source = memorySource(['{"Records":[]}']);
    expect((await count({ source, by: [] })).groups).toEqual([{ values: [], count: 0 }]);
    expect((await count({ source, by: ['event'] })).groups).toEqual([]);
    const filtered = { source: memorySource([call({})]), filter: ofName('RunInstances') };
    expect((await count({ ...filtered, by: [] })).groups).toEqual([{ values: [], count: 0 }]);
    expect((await count({ ...filtered, by: ['event'] })).groups).toEqual([]);
  });

  test('are counted by times in the given zone', async () => {
    const { groups } = await count({
      source: memorySource([call({})]),
      by: ['time'],
      zone: 'Asia/Tokyo',
    });
    expect(groups).toEqual([{ values: ['2026-11-19 17:00:00'], count: 1 }]);
  });

  test('can be in very many groups, each with its own count', async () => {
    const names = Array.from({ length: 20_000 }, (_, at) => `Call${at % 9000}`);
    const texts = names.map((eventName, at) => call({ eventName, eventID: `id-${at}` }));
    const half = texts.length / 2;
    const source = memorySource(
      [texts.slice(0, half), texts.slice(half)].map((some) => some.join('\n')),
    );
    const { groups } = await count({ source, by: ['event'] });
    expect(groups).toHaveLength(9000);
    for (const { values, count } of groups) {
      const [name = ''] = values;
      expect(count, name).toBe(Number(name.slice(4)) < 2000 ? 3 : 2);
    }
  });

  test('grouped by a name that is not a column cause an error before anything is read', () => {
    const source: Source = {
      list: () => {
        throw new Error('nothing is to be read');
      },
      open: () => {
        throw new Error('nothing is to be read');
      },
    };
    expect(() =>
      countGroups(createScanEngine(source, defaults()), {
        ...defaults(),
        filter: allEvents,
        by: ['evnet'],
      }),
    ).toThrow(UsageError);
  });
});

describe('events counted by several workers', () => {
  const script = new URL('../../../dist/scan-worker.cjs', import.meta.url);

  test.each([2, 3])('have the same counts with %i workers as with one thread', async (threads) => {
    const folder = temporaryFolder();
    // Every file begins with another name, so that no two workers number the groups alike, and
    // every event is delivered to two files.
    const files = Array.from({ length: 300 }, (_, file) =>
      Array.from({ length: 8 }, (_, at) => eventOfFile(file >> 1, at)).concat(
        call({ eventName: `Own${file}` }),
      ),
    );
    for (const [file, texts] of files.entries()) {
      const text = `{"Records":[${texts.join(',')}]}`;
      const isZipped = file % 3 > 0;
      writeFileSync(
        join(folder, `${file}.json${isZipped ? '.gz' : ''}`),
        isZipped ? gzipSync(text) : text,
      );
    }
    const source = createLocalSource([folder], () => Readable.from([]));
    for (const keepDuplicates of [false, true]) {
      const options = { source, by: ['event', 'region'], keepDuplicates };
      const here = await count(options);
      const { groups, ledger } = await count({ ...options, workers: { threads, script } });
      expect(groups).toEqual(here.groups);
      const total = groups.reduce((sum, group) => sum + group.count, 0);
      expect(total).toBe(keepDuplicates ? 2700 : 1500);
      expect(groups).toHaveLength(7 + 300);
      expect(ledger).toMatchObject({
        files: 300,
        filesRead: 300,
        records: 2700,
        matched: total,
        duplicates: 2700 - total,
        errors: [],
      });
    }
  });
});

/** Returns an event of one of a few groups; every file has all of them, in a different order. */
function eventOfFile(file: number, at: number): string {
  const group = (file + at) % 7;
  return call({
    eventName: `Call${group}`,
    awsRegion: `eu-west-${group}`,
    eventID: `${file}-${at}`,
  });
}

function call(fields: object): string {
  return JSON.stringify({
    eventVersion: '1.08',
    eventTime: '2026-11-19T08:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    ...fields,
  });
}

function trailFile(some: readonly CallFields[], indent: number): string {
  return JSON.stringify({ Records: some.map((one) => JSON.parse(call(one))) }, undefined, indent);
}

function ofName(name: string): Filter {
  return filterOf(asks('event', [name]));
}

function isFirstDelivery(one: CallFields, at: number, all: readonly CallFields[]): boolean {
  if (!one.eventID) return true;
  const isSame = (other: CallFields) =>
    other.eventID === one.eventID &&
    other.eventName === one.eventName &&
    Date.parse(other.eventTime) === Date.parse(one.eventTime);
  return all.findIndex(isSame) === at;
}

function countByHand(
  all: readonly CallFields[],
  by: typeof countedBy,
  keepDuplicates: boolean,
): Counted[] {
  const counted = new Map<string, string[]>();
  for (const [index, one] of all.entries()) {
    const { eventID, eventName, eventTime } = one;
    const isKnown = eventID && !keepDuplicates;
    const delivery = isKnown ? `${eventID} ${eventName} ${Date.parse(eventTime)}` : String(index);
    const values = by.map(([, read]) => read(one));
    const before = counted.get(delivery);
    const isMore = !before || isMoreComplete(values, before);
    if (isMore) counted.set(delivery, values);
  }
  const groups: { values: string[]; count: number }[] = [];
  for (const values of counted.values()) {
    const known = groups.find((group) => group.values.every((value, at) => value === values[at]));
    if (known) known.count++;
    else groups.push({ values, count: 1 });
  }
  if (by.length === 0 && groups.length === 0) groups.push({ values: [], count: 0 });
  return groups.sort(byValues);
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function byValues(a: Counted, b: Counted): number {
  return JSON.stringify(a.values) < JSON.stringify(b.values) ? -1 : 1;
}

function defaults() {
  return {
    by: [],
    zone: 'UTC',
    keepDuplicates: false,
    signal: new AbortController().signal,
  };
}

async function count({
  source,
  filter = allEvents,
  workers,
  ...options
}: Partial<GroupOptions> & Pick<ScanOptions, 'workers'> & { readonly source: Source }): Promise<{
  groups: Counted[];
  ledger: Ledger;
}> {
  const counted = countGroups(
    createScanEngine(source, { ...defaults(), ...(workers && { workers }) }),
    {
      ...defaults(),
      filter,
      ...options,
    },
  );
  const ledger = createLedger();
  for await (const part of counted.parts) addToLedger(ledger, part.ledger);
  try {
    const groups = [...(await counted.ranked()).groups];
    // The groups are sorted, wherever they were counted.
    expect(groups).toEqual(groups.toSorted(compareGroups({})));
    return {
      groups: groups.map(({ values, count }) => ({ values, count })).sort(byValues),
      ledger,
    };
  } finally {
    counted.close();
  }
}

/** A group with only its values and count. */
type Counted = Pick<Group, 'values' | 'count'>;

/** Files `0`, `1`, … in memory, read whole or as they come. */
function memorySource(files: readonly (string | Buffer)[], isWhole = true): Source {
  const bytesOf = (name: string) => Buffer.from(files[Number(name)] ?? '');
  return {
    async *list() {
      for (const name of files.keys()) yield { name: String(name), kind: 'path', named: false };
    },
    async *open({ name }) {
      yield bytesOf(name);
    },
    ...(isWhole && { readWhole: ({ name }) => bytesOf(name) }),
  };
}
