import { describe, expect, test } from 'vitest';
import { createJsonReader, maxRecordBytes } from '../../../src/decode/json/json-reader.ts';
import { createRecordScanner } from '../../../src/decode/scanner/record-scanner.ts';
import type { ScanJob } from '../../../src/decode/scanner/scan-job.ts';
import { compileFilter } from '../../../src/filter/compile-filter.ts';
import { asks, filterOf } from '../../filter/filter-of.ts';
import { readPieces } from '../json/read-pieces.ts';
import { asDocument, wrappers } from './any-document.ts';
import { inBytes } from './any-token.ts';
import { createFastPath } from './fast-path.ts';
import { plainRecord } from './plain-record.ts';
import { expectSameFindings, expectSameWhole } from './same-findings.ts';
import { readOnSlowPath } from './slow-path.ts';

const anything: ScanJob = { time: {}, tests: [], secrets: [1n, 2n] };
const fast = createFastPath(anything);

describe('the scanner finds the same records as the parser', () => {
  test.each([
    ['arrays', '[', ']'],
    ['objects', '{"a":', '}'],
    ['arrays and objects', '[{"a":', '}]'],
  ])('with nested %s of up to 1,100 levels', async (_, open, close) => {
    for (const levels of [
      1, 2, 63, 64, 65, 126, 127, 128, 129, 130, 499, 500, 998, 999, 1000, 1001, 1100,
    ]) {
      const times = open.length > 6 ? levels / 2 : levels;
      const deep = `${open.repeat(times)}1${close.repeat(times)}`;
      const records = ['requestParameters', 'userIdentity', 'resources', 'a'].map((key, index) =>
        plainRecord(String(index), `,"${key}":${deep}`),
      );
      for (const wrap of [
        wrappers['trail file'],
        wrappers['NDJSON'],
        wrappers['LookupEvents output'],
      ]) {
        const { bytes } = asDocument('', wrap?.(records, '') ?? '');
        await expectSameFindings(fast, bytes, { size: 1000 });
      }
    }
  });

  test('with keys and texts of every length around the sizes of its blocks', async () => {
    const tails = ['', '\\"', '\\\\', '\\u0041', inBytes('é'), inBytes('€'), inBytes('😀')];
    const records = Array.from({ length: 140 }, (_, length) => 'x'.repeat(length)).flatMap((text) =>
      tails.flatMap((tail) => [
        plainRecord(`${text.length}`, `,"userAgent":"${text}${tail}"`),
        plainRecord(`${text.length}`, `,"${text}${tail}":[]`),
        plainRecord(`${text.length}`, `,"a":"${tail}${text}"`),
        plainRecord(`${text}${tail}`),
      ]),
    );
    for (const gap of ['', ' '.repeat(15)]) {
      const { bytes } = asDocument('', wrappers['trail file']?.(records, gap) ?? '');
      expect((await expectSameWhole(fast, bytes))?.taken).toBeGreaterThan(records.length / 2);
    }
    const { bytes } = asDocument('', wrappers['trail file']?.(records, '\n') ?? '');
    await expectSameFindings(fast, bytes, { size: 4096 });
  });

  test.each([-1, 0, 1, 2 ** 16])('of 1 MiB plus %i bytes', async (more) => {
    const rest = plainRecord('long', ',"a":""').length;
    const long = plainRecord('long', `,"a":"${'x'.repeat(2 ** 20 + more - rest)}"`);
    const spaced = long.replace('x'.repeat(2 ** 20 - 5000), ' '.repeat(2 ** 20 - 5000));
    const wide = plainRecord('wide', `,${' '.repeat(2 ** 20 + more)}"a":1`);
    const records = [
      plainRecord('1'),
      long,
      plainRecord('2'),
      spaced,
      wide,
      long,
      plainRecord('3'),
    ];
    const { bytes } = asDocument('', wrappers['trail file']?.(records, '') ?? '');
    await expectSameFindings(fast, bytes, { size: 100_000 });
    expect((await readOnSlowPath(bytes)).events).toHaveLength(7);
  });

  test('when its output does not fit into its memory at once', async () => {
    const few = Array.from({ length: 30 }, (_, n) =>
      plainRecord(`${n}`, `,"a":"${'x'.repeat((n * 97_001) % 400_000)}"`),
    );
    const longKeys = Array.from({ length: 800 }, (_, n) =>
      plainRecord('i'.repeat(n % 2 ? 1014 : 900)),
    );
    const many = Array.from({ length: 8000 }, (_, n) => plainRecord(`${n}`));
    for (const records of [few, longKeys, many, [...many, ...few, ...longKeys]]) {
      const { bytes } = asDocument('', wrappers['NDJSON']?.(records, '') ?? '');
      await expectSameFindings(fast, bytes, { size: 2 ** 16 });
    }
  });
});

describe('with more than 16 MiB of text,', () => {
  const long = 17 * 2 ** 20;

  test.each([
    ['text', `"${'x'.repeat(long)}"`],
    ['numbers', `[${'1,'.repeat(long / 2)}1]`],
    ['white space', `${' '.repeat(long)}1`],
  ])('a record of mostly %s is reported, and the records around it are read', async (_, value) => {
    const records = [plainRecord('1'), plainRecord('long', `,"a":${value}`), plainRecord('2')];
    for (const shape of ['trail file', 'NDJSON']) {
      const { bytes } = asDocument(shape, wrappers[shape]?.(records, '') ?? '');
      const { events, damage } = await fast.readStream(bytes, 2 ** 18);
      expect(events.map(({ key }) => key)).toEqual(['1\nGetObject', '2\nGetObject']);
      expect(damage).toEqual([
        { offset: bytes.indexOf(records[1] ?? ''), reason: 'longer than 16 MiB', record: true },
      ]);
    }
  });

  test('a record is reported although a filter rejects it', async () => {
    const { time, tests, matches } = compileFilter(filterOf(asks('event', ['Nothing'])));
    const filtering = createFastPath({ time, tests }, matches);
    const { bytes } = asDocument('', plainRecord('long', `,"a":[${'1,'.repeat(long / 2)}1]`));
    const { damage } = await filtering.readStream(bytes, 2 ** 18);
    expect(damage.map(({ reason }) => reason)).toEqual(['longer than 16 MiB']);
  });

  test.each([
    [
      'a record',
      `{"Records":[${plainRecord('1')},{"eventVersion":"1.08","a":[`,
      'longer than 16 MiB',
    ],
    ['a line', `${plainRecord('1')}\n{"eventVersion":"1.08","a":[`, 'longer than 16 MiB'],
    ['a document with other names', '{"hits":{"hits":[', 'oversized'],
  ])('%s that does not end is abandoned and not kept in memory', (_, start, expected) => {
    const found: string[] = [];
    const reader = createJsonReader(
      (piece) => {
        found.push(piece.kind === 'damage' ? piece.reason : piece.kind);
      },
      createRecordScanner(anything, { onBlock: () => {}, onCounted: () => {} }),
    );
    const part = Buffer.from('1,'.repeat(2 ** 17));
    reader.push(Buffer.from(start));
    readPieces(reader);
    for (let read = 0; read < 3 * maxRecordBytes; read += part.length) {
      reader.push(part);
      readPieces(reader);
    }
    expect(found).toEqual([expected]);
  });

  test('a document with other names is read element by element', async () => {
    const gap = ' '.repeat(2 ** 21);
    const elements = Array.from(
      { length: 9 },
      (_, n) => `${gap}{"note":${n}},{"_source":${plainRecord(`${n}`)}}`,
    );
    const { bytes } = asDocument('', `{"hits":{"hits":[${elements.join(',')}]}}`);
    await expectSameFindings(fast, bytes, { size: 2 ** 18 });
    const { events, others } = await readOnSlowPath(bytes, { size: 2 ** 18 });
    expect(events.map(({ key }) => key)).toEqual(elements.map((_, n) => `${n}\nGetObject`));
    expect(others).toHaveLength(elements.length);
  });
});

/**
 * The time limit of reading in milliseconds; where time grows faster than the text, reading takes
 * minutes.
 */
const limit = 20_000;

describe('reading takes linear time for many', () => {
  test.each([
    ['beginnings of records', '{"eventVersion":"', 100_000],
    ['open brackets', '[', 2 ** 21],
    ['open objects', '{"a":', 2 ** 16],
    ['quotes', '"', 2 ** 19],
    ['escapes', '{"\\u0041":"\\\\', 2 ** 18],
    ['commas', ',', 2 ** 22],
    [
      'records that only the parser can judge',
      `${plainRecord('1', ',"insightDetails":{}')}\n`,
      40_000,
    ],
    ['records with an escape in a key', `${plainRecord('1', ',"\\u0041":1')}\n`, 40_000],
    ['objects that are not records', '{"a":[{"b":"c"}]}\n', 40_000],
    ['numbers', '1 ', 2 ** 20],
    ['record arrays', '{"Records":[{}]}\n', 50_000],
  ])('%s', { timeout: limit }, async (_, text, times) => {
    const bytes = Buffer.from(text.repeat(times), 'latin1');
    await fast.readStream(bytes, 2 ** 16);
    await fast.readWhole(bytes);
  });
});
