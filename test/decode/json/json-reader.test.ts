import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createJsonReader, type JsonPiece } from '../../../src/decode/json/json-reader.ts';
import { runs } from '../../support/runs.ts';
import { readPieces } from './read-pieces.ts';

describe('the JSON reader', () => {
  test.each([
    ['a trail file', '{"Records":[{"a":1},{"b":2}]}', ['{"a":1}', '{"b":2}']],
    [
      'a pretty-printed trail file',
      '{\n  "Records" : [\n {"a": 1} ,\n {"b":2} ]\n}\n',
      ['{"a": 1}', '{"b":2}'],
    ],
    ['NDJSON', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['concatenated objects', '{"a":1}{"b":2}', ['{"a":1}', '{"b":2}']],
    ['an array', '[{"a":1},{"b":2}]', ['{"a":1}', '{"b":2}']],
    ['a single object', ' {"a":{"Records":[1]}} ', ['{"a":{"Records":[1]}}']],
    [
      'two trail files in a row',
      '{"Records":[{"a":1}]}\n{"Records":[{"b":2}]}',
      ['{"a":1}', '{"b":2}'],
    ],
    [
      'lines that begin with a timestamp',
      '2026-11-01T00:00:00.000Z {"a":1}\n2026-11-01T00:00:01Z s {"b":2}',
      ['{"a":1}', '{"b":2}'],
    ],
    ['JSON text sequences', '\x1e{"a":1}\n\x1e{"b":2}\n', ['{"a":1}', '{"b":2}']],
    [
      'a document with members around the array',
      '{"n":[[]],"Events":[{"a":1}],"NextToken":"]}"}',
      ['{"a":1}'],
    ],
    [
      'an event with a member called events',
      '{"eventVersion":"1","events":[{"a":1}]}',
      ['{"eventVersion":"1","events":[{"a":1}]}'],
    ],
    ['a trail file without records', '{"Records":[]}', []],
  ])('finds the records of %s, wherever its chunks end', (_, text, expected) => {
    for (let size = 1; size <= text.length; size++) {
      const pieces = read(text, size);
      expect(texts(pieces)).toEqual(expected);
      expect(pieces.filter(({ kind }) => kind !== 'value')).toEqual([]);
    }
  });

  test('reports where each record begins, in bytes', () => {
    const text = '{"Records":[{"a":"é"},{"b":2}]}';
    const offsets = read(text).map((piece) => 'offset' in piece && piece.offset);
    expect(offsets).toEqual([12, 23]);
  });

  test('is not misled by brackets and quotes inside strings', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.json({ maxDepth: 3 }))),
        fc.nat(40),
        (records, size) => {
          const text = JSON.stringify({ Records: records });
          const pieces = read(text, size + 1);
          expect(texts(pieces)).toEqual(records.map((record) => JSON.stringify(record)));
        },
      ),
      { numRuns: runs() },
    );
  });

  test('finds the same records as JSON.parse in any document with any white space', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue({ maxDepth: 4 })),
        fc.constantFrom('', ' ', '\t', '\n  '),
        fc.nat(60),
        (values, indent, size) => {
          const text = JSON.stringify({ first: 1, Records: values, last: [{}] }, undefined, indent);
          const found = read(text, size + 1).map((piece) =>
            piece.kind === 'value' ? piece.value : piece,
          );
          expect(found).toEqual(JSON.parse(JSON.stringify(values)));
        },
      ),
      { numRuns: runs() },
    );
  });
});

describe('in damaged JSON,', () => {
  const records = [record(1), record(2), record(3)];

  test.each([
    ['a wrong word in one record', (text: string) => text.replace('"id":2', '"id":2ed')],
    ['a missing closing brace', (text: string) => text.replace('"x"}}', '"x"}')],
    ['an extra quote', (text: string) => text.replace('"id":2', '"id":"2')],
    ['an extra closing bracket', (text: string) => text.replace('"id":2', '"id":2]')],
    ['an early closing brace', (text: string) => text.replace('"id":2,', '"id":2},')],
  ])('%s loses only that record, and is reported', (_, damage) => {
    const good = JSON.stringify(records[1]);
    const text = `{"Records":[${JSON.stringify(records[0])},${damage(good)},${JSON.stringify(records[2])}]}`;
    for (const size of [1, 7, 64, text.length]) {
      const pieces = read(text, size);
      expect(texts(pieces)).toContain(JSON.stringify(records[0]));
      expect(texts(pieces)).toContain(JSON.stringify(records[2]));
      const reports = pieces.filter((piece) => piece.kind === 'damage');
      expect(reports.length).toBeGreaterThan(0);
      const start = text.indexOf('{', 20);
      expect(reports[0]?.offset).toBeGreaterThanOrEqual(start);
      expect(reports[0]?.offset).toBeLessThan(text.indexOf(JSON.stringify(records[2])));
    }
  });

  test.each([
    ['before their first keys', (gap: string) => `{${gap}"first":`],
    ['after first keys that are not ASCII', (gap: string) => `{"größe"${gap}:`],
  ])('records are found with any white space %s, wherever chunks end', (_, start) => {
    for (const length of [0, 1, 200, 300, 3000]) {
      const rests = ['1', '2'].map((name) => `"","eventSource":"s","eventName":"${name}"}`);
      const [one, two] = rests.map((rest) => start(' '.repeat(length)) + rest);
      const text = `[${one},{"wrong":3],${two},${one}]`;
      for (const size of [1, 7, 64, 1000, text.length]) {
        expect(texts(read(text, size))).toEqual([one, two, one]);
      }
    }
  });

  test('records that contain the start of others are found after any number of damaged ones', () => {
    const good = `{"first":{"first":1},"text":"${'x'.repeat(5000)}"}`;
    const text = `[${good},${`{"first":1],${good},`.repeat(500)}1]`;
    for (const size of [5000, 2 ** 16, text.length]) {
      expect(texts(read(text, size)).filter((found) => found === good)).toHaveLength(501);
    }
  });

  test('a truncated line does not affect the next line', () => {
    const lines = records.map((value) => JSON.stringify(value));
    const pieces = read(`${lines[0]}\n${lines[1]?.slice(0, 30)}\n${lines[2]}\n`);
    expect(texts(pieces)).toEqual([lines[0], lines[2]]);
    expect(pieces.filter(({ kind }) => kind === 'damage')).toHaveLength(1);
  });

  test('an input that ends inside a record yields the records before it, and one report', () => {
    const text = JSON.stringify({ Records: records });
    for (let cut = 1; cut < text.length - 1; cut++) {
      const pieces = read(text.slice(0, cut), 50);
      const complete = records.filter(
        (value) => text.indexOf(JSON.stringify(value)) + JSON.stringify(value).length <= cut,
      );
      expect(texts(pieces)).toEqual(complete.map((value) => JSON.stringify(value)));
      expect(pieces.filter(({ kind }) => kind === 'damage')).toHaveLength(1);
    }
  });

  test('a flipped bit loses only the record that contains it, unless damage is reported', () => {
    const text = Buffer.from(JSON.stringify({ Records: records }));
    const spans = records.map((value) => {
      const start = text.indexOf(JSON.stringify(value));
      return { text: JSON.stringify(value), start, end: start + JSON.stringify(value).length };
    });
    for (let at = 0; at < text.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const flipped = Buffer.from(text);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        const pieces = read(flipped, 100);
        const found = texts(pieces).join(' ');
        const reported = pieces.some(({ kind }) => kind === 'damage');
        for (const span of spans) {
          const hit = at >= span.start && at < span.end;
          if (!hit && !reported) expect(found, `byte ${at} bit ${bit}`).toContain(span.text);
        }
      }
    }
  });

  test('a value nested deeper than 1,000 levels is reported, and the records around it are read', () => {
    const deep = `{"eventVersion":"1.08","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const pieces = read(`{"Records":[{"eventVersion":"1"},${deep},{"eventVersion":"2"}]}`, 1000);
    expect(texts(pieces)).toEqual(['{"eventVersion":"1"}', '{"eventVersion":"2"}']);
    expect(pieces).toContainEqual({
      kind: 'damage',
      offset: 33,
      reason: 'nested too deep',
      record: true,
    });
  });

  test('nothing inside a value nested too deeply is taken for a record', () => {
    const inside = '{"eventVersion":"1.08","eventName":"PutObject"},'.repeat(3);
    const deep = `{"eventVersion":"1","a":[${inside}${'['.repeat(2000)}${']'.repeat(2000)}]}`;
    for (const size of [7, 1000, 10_000]) {
      const pieces = read(`${deep}\n{"eventVersion":"2"}\n`, size);
      expect(texts(pieces)).toEqual(['{"eventVersion":"2"}']);
      expect(pieces.filter(({ kind }) => kind === 'damage')).toHaveLength(1);
    }
  });

  test('each of several values nested too deeply is reported', () => {
    const deep = (name: string) => `{"${name}":${'['.repeat(2000)}${']'.repeat(2000)}}`;
    const lines = [deep('a'), '{"eventVersion":"1"}', deep('b'), deep('c'), '{"z":"2"}'];
    for (const text of [lines.join('\n'), `{"Records":[${lines.join(',')}]}`]) {
      const pieces = read(text, 1000);
      expect(texts(pieces)).toEqual(['{"eventVersion":"1"}', '{"z":"2"}']);
      expect(pieces.filter(({ kind }) => kind === 'damage')).toHaveLength(3);
    }
  });

  test('a record longer than 16 MiB is reported, and the records around it are read', () => {
    const long = `{"eventVersion":"1.08","a":"${'x'.repeat(40 * 2 ** 20)}"}`;
    const pieces = read(`{"Records":[{"eventVersion":"1"},${long},{"eventVersion":"2"}]}`, 2 ** 18);
    expect(texts(pieces)).toEqual(['{"eventVersion":"1"}', '{"eventVersion":"2"}']);
    expect(pieces).toContainEqual({
      kind: 'damage',
      offset: 33,
      reason: 'longer than 16 MiB',
      record: true,
    });
  });

  test('text that only looks like the start of records is not read again and again', () => {
    const pieces = read('{"eventVersion":"'.repeat(200_000), 2 ** 16);
    expect(pieces.every(({ kind }) => kind === 'damage')).toBe(true);
    expect(pieces.length).toBeLessThanOrEqual(200_000);
  });

  test('random text leads to reports, never to an exception', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'{}[]",:\\ \n1ae'), maxLength: 80 }),
        fc.nat(20),
        (text, size) => {
          expect(() => read(text, size + 1)).not.toThrow();
        },
      ),
      { numRuns: runs(3000) },
    );
  });
});

function record(id: number): object {
  return {
    eventVersion: '1.08',
    id,
    text: 'with "quotes", [brackets] and \\',
    inner: { list: [1, { a: null }], last: 'x' },
  };
}

test('white space after the bracket of a list is not kept, however long it is', () => {
  let kept = 0;
  const reader = createJsonReader(() => {}, {
    scan: ({ at, keysWanted }) => ({ kind: 'stop', at, firstKeys: [], keysWanted }),
    join(before, chunks) {
      kept = Math.max(kept, before.length);
      return Buffer.concat([before, ...chunks]);
    },
  });
  const texts = ['{"Records":[', ...new Array<string>(100).fill(' '.repeat(1000)), ']}'];
  for (const text of texts) {
    reader.push(Buffer.from(text));
    readPieces(reader);
  }
  expect(kept).toBeLessThan(2000);
});

function read(text: string | Buffer, chunkSize = text.length): JsonPiece[] {
  const pieces: JsonPiece[] = [];
  const reader = createJsonReader((piece) => pieces.push(piece));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkSize) {
    reader.push(bytes.subarray(at, at + chunkSize));
    readPieces(reader);
  }
  reader.end();
  readPieces(reader);
  return pieces;
}

function texts(pieces: readonly JsonPiece[]): string[] {
  return pieces.flatMap((piece) => (piece.kind === 'value' ? [piece.text] : []));
}
