import { cutMiddle, widthOf, wrapText } from '../text/fit-text.ts';
import { columnGap, layOut, type TableColumn } from './table-layout.ts';

/** A table whose columns have their widths. Lines are returned without line breaks. */
export interface Table {
  /** Returns the line of headings, coloured only if `paint` is given. */
  header(paint?: Paint): string;
  /**
   * Returns the line of a row. `cells` has a harmless one-line text for every column, including
   * those left out. `paint` colours all cells; without it, each column colours its own.
   */
  line(cells: readonly string[], paint?: Paint): string;
  /** The headings of the columns that did not fit. */
  readonly leftOut: readonly string[];
}

type Paint = (text: string) => string;

/**
 * Creates a table without borders, laid out for a sample of its rows. With a width, in terminal
 * cells, every line fits it: long values lose their middle, and columns are left out (`layOut`).
 * Without a width, values are whole.
 *
 * Does not use cli-table3, which lays out a whole table at once, takes 0.1 ms per line, and
 * measures emoji and combining marks by different rules than today's string-width.
 */
export function createTable(
  columns: readonly TableColumn[],
  sample: readonly (readonly string[])[],
  width?: number,
): Table {
  const placed = layOut(columns, sample, width);

  function line(cells: readonly string[], paint?: Paint): string {
    let painted = '';
    let blank = 0;
    for (const { column, index, width: columnWidth } of placed) {
      const cell = cells[index] ?? '';
      const text = width === undefined ? cell : cutMiddle(cell, columnWidth);
      const padding = Math.max(0, columnWidth - widthOf(text));
      if (column.align === 'right') blank += padding;
      if (text !== '') {
        painted += ' '.repeat(blank) + (paint ?? column.paint ?? unpainted)(text);
        blank = 0;
      }
      blank += column.align === 'right' ? columnGap : padding + columnGap;
    }
    return painted;
  }

  const headings = columns.map(({ heading }) => heading);
  return {
    header: (paint = unpainted) => line(headings, paint),
    line,
    leftOut: headings.filter((_, at) => !placed.some(({ index }) => index === at)),
  };
}

/**
 * Returns the lines of a small table that is never cut: its headings, if there are any, and its
 * rows.
 */
export function drawTable(
  rows: readonly (readonly string[])[],
  columns: readonly TableColumn[] = (rows[0] ?? []).map(() => ({ heading: '' })),
): readonly string[] {
  const { header, line } = createTable(columns, rows);
  const heading = header();
  return [...(heading === '' ? [] : [heading]), ...rows.map((cells) => line(cells))];
}

/**
 * Returns the lines of a note that lists the columns left out of a table; empty when all columns
 * fit.
 */
export function noRoomFor(
  headings: readonly string[],
  width: number | undefined,
): readonly string[] {
  if (headings.length === 0 || width === undefined) return [];
  return wrapText(`no room for: ${headings.join(', ')}`, width);
}

function unpainted(text: string): string {
  return text;
}
