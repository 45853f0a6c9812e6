import { cutMiddle, widthOf, wrapText } from '../text/fit-text.ts';
import { gap, layOut, type TableColumn } from './table-layout.ts';

/** A table whose columns have their places. Its lines have no line breaks. */
export interface Table {
  /** The headings; not coloured when it is not said how. */
  header(paint?: Paint): string;
  /**
   * The line of a row, of which there is one cell for every column, shown or not: harmless texts on one
   * line. Each is coloured as its column says, or as `paint` does.
   */
  line(cells: readonly string[], paint?: Paint): string;
  /** The headings of the columns for which there is no room. */
  readonly left: readonly string[];
}

type Paint = (text: string) => string;

/**
 * A table without borders, laid out for a sample of its rows. With a width, in terminal cells, every
 * line fits it: long values lose their middle, and columns are left out (`layOut`). Without one,
 * values are whole.
 *
 * Lines are put together here and not by cli-table3, which lays out a whole table at a time, takes
 * 0.1 ms for each line, and measures emoji and marks by other rules than string-width does today.
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
    for (const { column, index, width: room } of placed) {
      const cell = cells[index] ?? '';
      const text = width === undefined ? cell : cutMiddle(cell, room);
      const spare = Math.max(0, room - widthOf(text));
      if (column.align === 'right') blank += spare;
      if (text !== '') {
        painted += ' '.repeat(blank) + (paint ?? column.paint ?? unpainted)(text);
        blank = 0;
      }
      blank += column.align === 'right' ? gap : spare + gap;
    }
    return painted;
  }

  const headings = columns.map(({ heading }) => heading);
  return {
    header: (paint = unpainted) => line(headings, paint),
    line,
    left: headings.filter((_, at) => !placed.some(({ index }) => index === at)),
  };
}

/** The lines of a small table that is not cut: its headings, if it has any, and its rows. */
export function drawTable(
  rows: readonly (readonly string[])[],
  columns: readonly TableColumn[] = (rows[0] ?? []).map(() => ({ heading: '' })),
): readonly string[] {
  const { header, line } = createTable(columns, rows);
  const heading = header();
  return [...(heading === '' ? [] : [heading]), ...rows.map((cells) => line(cells))];
}

/** The lines of a note about the columns that were left out of a table; none if none were. */
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
