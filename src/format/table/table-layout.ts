import { widthOf } from '../text/fit-text.ts';

/**
 * A column of a table: its heading, and how it shrinks or is left out when there is little room.
 */
export interface TableColumn {
  /** Harmless text on one line, as in cells; empty for a column without a heading. */
  readonly heading: string;
  /** `right` for numbers; left-aligned when absent. */
  readonly align?: 'right';
  /**
   * The least width, in terminal cells, at which values are still recognizable. A column that would
   * be narrower is left out. When absent, the column is never cut.
   */
  readonly minWidth?: number;
  /**
   * The column with the highest rank is left out first, one with rank 0 never; the position when
   * absent.
   */
  readonly rank?: number;
  /** Colours the text of a cell; not called for empty cells. */
  readonly paint?: ((text: string) => string) | undefined;
}

/** A column with its position, and its width in terminal cells. */
export interface PlacedColumn {
  readonly column: TableColumn;
  /** The position among all columns, including those left out. */
  readonly index: number;
  readonly width: number;
}

/** Terminal cells between two columns. */
export const columnGap = 2;

/**
 * Places the columns in a terminal of `width` cells, based on a sample of the table's rows. If they
 * are too wide, those columns shrink in which the fewest values are cut, down to their least width;
 * if that is not enough, columns are left out by rank. Without a width, columns are as wide as
 * their values, up to 120 cells.
 */
export function layOut(
  columns: readonly TableColumn[],
  sample: readonly (readonly string[])[],
  width: number | undefined,
): readonly PlacedColumn[] {
  const natural = naturalWidths(columns, sample);
  if (width === undefined) {
    return columns.map((column, index) => ({
      column,
      index,
      width: Math.min(natural[index] ?? 1, maxColumnWidth),
    }));
  }
  const tracks = columns
    .map((column, index): Track => {
      const naturalWidth = natural[index] ?? 1;
      const { minWidth = naturalWidth, rank = index } = column;
      const values = sample.map((cells) => widthOf(cells[index] ?? ''));
      const reaching = countReaching(values, width);
      const track = { column, index, rank, reaching, minWidth: Math.min(minWidth, naturalWidth) };
      return { ...track, width: Math.min(naturalWidth, width) };
    })
    .sort((a, b) => a.rank - b.rank);
  while (
    (tracks.at(-1)?.rank ?? 0) > 0 &&
    totalWidth(tracks.map(({ minWidth }) => minWidth)) > width
  ) {
    tracks.pop();
  }
  tracks.sort((a, b) => a.index - b.index);
  let spare = width - totalWidth(tracks.map((track) => track.width));
  for (; spare < 0; spare++) tracks.reduce(cheaperToCut).width--;
  // Values that come later may be longer, and no column follows the last one.
  const last = tracks.at(-1);
  if (last && last.column.align !== 'right') last.width += spare;
  return tracks;
}

/**
 * Returns the width that each column needs so that no heading and no value of these rows is cut.
 */
export function naturalWidths(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): readonly number[] {
  return columns.map(({ heading }, at) =>
    rows.reduce((max, cells) => Math.max(max, widthOf(cells[at] ?? '')), widthOf(heading)),
  );
}

/** Returns the total width of columns with these widths, including the gaps. */
export function totalWidth(widths: readonly number[]): number {
  return widths.reduce((sum, cells) => sum + cells + columnGap, -columnGap);
}

/** Without a terminal, one long value must not push all following columns out of sight. */
const maxColumnWidth = 120;

/** A column while the layout is computed. */
interface Track extends PlacedColumn {
  readonly minWidth: number;
  readonly rank: number;
  /** The element at `n` is the number of values that are at least `n` cells wide. */
  readonly reaching: readonly number[];
  width: number;
}

function countReaching(values: readonly number[], max: number): readonly number[] {
  const counts = new Array<number>(max + 1).fill(0);
  for (const value of values) {
    const at = Math.min(value, max);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  for (let at = max; at > 0; at--) counts[at - 1] = (counts[at - 1] ?? 0) + (counts[at] ?? 0);
  return counts;
}

function cheaperToCut(a: Track, b: Track): Track {
  return costOf(b) < costOf(a) ? b : a;
}

/**
 * Returns the cost of taking the last cell from a column: how many values reach into it, weighted
 * more the narrower the column already is; 0 when only the heading does.
 */
function costOf({ width, minWidth, reaching }: Track): number {
  return width > minWidth ? (reaching[width] ?? 0) / width ** 2 : Number.POSITIVE_INFINITY;
}
