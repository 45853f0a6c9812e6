import { describe, expect, it } from 'vitest';
import { createTable, drawTable, noRoomFor } from '../../../src/format/table/table.ts';
import type { TableColumn } from '../../../src/format/table/table-layout.ts';

const name: TableColumn = { heading: 'name', minWidth: 6 };
const size: TableColumn = { heading: 'size', align: 'right' };
const long = 'abcdefghijklmnop';

/** Returns the lines of a table of these rows in a terminal of this width. */
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
  it('right-aligns numbers within their column, not at the edge of the terminal', () => {
    const rows = [
      ['a', '1'],
      [long, '12,345'],
    ];
    const lines = ['name                size', 'a                      1', `${long}  12,345`];
    expect(linesOf([name, size], rows)).toEqual(lines);
    expect(linesOf([name, size], rows, 80)).toEqual(lines);
  });

  it('keeps the place of an empty cell, and has no trailing blanks', () => {
    const rows = [
      ['', '1', ''],
      ['a', '', ''],
    ];
    expect(linesOf([name, size, { heading: '' }], rows)).toEqual(['name  size', '         1', 'a']);
  });

  it('cuts values down to the minWidth of their column, and never cuts a column without one', () => {
    expect(linesOf([name, size], [[long, '1234567890']], 18)).toEqual([
      'name          size',
      'abc…op  1234567890',
    ]);
  });

  it('leaves columns out by rank, and always keeps those of rank 0', () => {
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

  it('gives the remaining space to the last column, for later values', () => {
    const table = createTable([name, name], [['a', 'b']], 20);
    expect(table.line(['a', long])).toBe('a     abcdefg…klmnop');
  });

  it('colours each cell with the paint of its column, unless the whole line is painted', () => {
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
