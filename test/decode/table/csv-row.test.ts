import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsvRow } from '../../../src/decode/table/csv-row.ts';
import { runs } from '../../support/runs.ts';

const cell = fc.string({ unit: fc.constantFrom(...'ab",\n\r é '), maxLength: 6 });
const table = fc
  .tuple(
    fc.array(fc.array(fc.tuple(cell, fc.boolean()), { minLength: 2, maxLength: 4 }), {
      minLength: 1,
      maxLength: 4,
    }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
  )
  .map(([rows, lineEnd, endsLine]) => {
    const lines = rows.map((cells) => cells.map(([text, isQuoted]) => write(text, isQuoted)));
    const text = lines.map((cells) => cells.join(',')).join(lineEnd);
    return text + (endsLine ? lineEnd : '');
  });

describe('rows of a table', () => {
  test('have the same cells as in another reader', () => {
    fc.assert(
      fc.property(table, (text) => {
        const expected: unknown = parse(text, { relaxColumnCount: true });
        expect(rowsOf(Buffer.from(text))).toEqual(expected);
      }),
      { numRuns: runs(2000) },
    );
  });

  test('are incomplete wherever the bytes end in them', () => {
    const text = Buffer.from('a,"b ""c"" d\ne",f\r\n');
    for (let length = 0; length < text.length; length++) {
      const row = readCsvRow(text.subarray(0, length), 0, { isEnd: false, mostCells: 9 });
      expect(row).toEqual({ kind: 'incomplete' });
    }
  });

  test('keep quotes that are not those of cells', () => {
    expect(rowsOf(Buffer.from('a "b" c,"d" e,"f ""g"" h"\n'))).toEqual([
      ['a "b" c', '"d" e', 'f "g" h'],
    ]);
  });

  test.each([
    ['that is never closed', '"a,b\nc,d\n'],
    ['whose cell would end within a later one', '"a,b\n"c",d\n'],
  ])('are malformed with a quote %s', (_, text) => {
    const row = readCsvRow(Buffer.from(text), 0, { isEnd: true, mostCells: 9 });
    expect(row).toMatchObject({ kind: 'malformed' });
  });
});

function write(text: string, isQuoted: boolean): string {
  // A line that is empty or blank would be none.
  const needsQuotes = isQuoted || /["\n\r,]/.test(text) || text.trim() === '';
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}

function rowsOf(bytes: Buffer): (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  for (let at = 0; at < bytes.length; ) {
    const row = readCsvRow(bytes, at, { isEnd: true, mostCells: 9 });
    if (row.kind !== 'row') throw new Error(row.kind);
    rows.push(row.cells);
    at = row.end;
  }
  return rows;
}
