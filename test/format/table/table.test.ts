import { describe, expect, it } from 'vitest';
import { createTable, drawTable, noRoomFor } from '../../../src/format/table/table.ts';
import type { TableColumn } from '../../../src/format/table/table-layout.ts';

const name: TableColumn = { heading: 'name', minWidth: 6 };
const size: TableColumn = { heading: 'size', align: 'right' };
const long = 'abcdefghijklmnop';

/** The lines of a table of these rows in a terminal of this width. */
function linesOf(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width?: number,
): readonly string[] {
  const table = createTable(columns, rows, width);
  return [
    table.header(),
    ...rows.map((row) => table.line(row)),
    ...noRoomFor(table.leftOut, width),
  ];
}

describe('a table', () => {
  it('puts numbers on the right, beside the other columns and not at the edge', () => {
    const rows = [
      ['a', '1'],
      [long, '12,345'],
    ];
    const lines = ['name                size', 'a                      1', `${long}  12,345`];
    expect(linesOf([name, size], rows)).toEqual(lines);
    expect(linesOf([name, size], rows, 80)).toEqual(lines);
  });

  it('keeps the place of an empty cell, and ends no line with blanks', () => {
    const rows = [
      ['', '1', ''],
      ['a', '', ''],
    ];
    expect(linesOf([name, size, { heading: '' }], rows)).toEqual(['name  size', '         1', 'a']);
  });

  it('cuts values down to the least width of their column, and never those that have none', () => {
    expect(linesOf([name, size], [[long, '1234567890']], 18)).toEqual([
      'name          size',
      'abc…op  1234567890',
    ]);
  });

  it('leaves columns out by rank, and keeps those of rank 0 however narrow', () => {
    const columns = [
      { ...name, rank: 1 },
      { ...size, rank: 0 },
      { ...name, rank: 2 },
    ];
    expect(linesOf(columns, [[long, '1', long]], 12)).toEqual([
      'name    size',
      'abc…op     1',
      'no room for:',
      'name',
    ]);
    const both = [
      { ...name, rank: 0 },
      { ...size, rank: 0 },
    ];
    expect(linesOf(both, [[long, '123456']], 10)).toEqual(['n…    size', 'a…  123456']);
  });

  it('gives the room that is left to the last column, for values that come later', () => {
    const table = createTable([name, name], [['a', 'b']], 20);
    expect(table.line(['a', long])).toBe('a     abcdefg…klmnop');
  });

  it('colours cells as their columns say, unless the line is coloured as a whole', () => {
    const loud: TableColumn = { ...name, paint: (text) => text.toUpperCase() };
    const { header, line } = createTable([loud, name], [['a', 'b']]);
    expect([header(), line(['a', 'b']), line(['a', 'b'], (text) => `<${text}>`)]).toEqual([
      'name  name',
      'A     b',
      '<a>     <b>',
    ]);
  });
});

it('a small table has no line of headings when no column has one', () => {
  const rows = [
    ['ok', 'a'],
    ['failed', 'b'],
  ];
  expect(drawTable(rows)).toEqual(['ok      a', 'failed  b']);
  expect(drawTable(rows, [name, name])[0]).toBe('name    name');
  expect(drawTable([])).toEqual([]);
});
