import { widthOf } from '../text/fit-text.ts';

/** A column of a table: what stands over it, and what gives way where there is little room. */
export interface TableColumn {
  /** On one line and harmless, as cells are; empty for none. */
  readonly heading: string;
  /** Right for numbers; left when absent. */
  readonly align?: 'right';
  /**
   * Below this width, in terminal cells, its values can no longer be told apart: rather than narrower,
   * the column is left out. Never cut when absent.
   */
  readonly least?: number;
  /** The column with the highest is left out first, one with 0 never; its position when absent. */
  readonly rank?: number;
  /** Colours a cell that is not empty. */
  readonly paint?: ((text: string) => string) | undefined;
}

/** A column that has its place, and its width in terminal cells. */
export interface PlacedColumn {
  readonly column: TableColumn;
  /** Its position among all columns, shown or not. */
  readonly index: number;
  readonly width: number;
}

/** Cells between two columns. */
export const gap = 2;

/**
 * Where the columns go in a terminal of `width` cells, judged by a sample of the table's rows. When
 * they are too wide, columns shrink where it harms the fewest values, down to their least width;
 * rather than below it, columns are left out by rank. Without a width all have what they ask for,
 * within reason.
 */
export function layOut(
  columns: readonly TableColumn[],
  sample: readonly (readonly string[])[],
  width: number | undefined,
): readonly PlacedColumn[] {
  const wished = wishedWidths(columns, sample);
  if (width === undefined) {
    return columns.map((column, index) => ({
      column,
      index,
      width: Math.min(wished[index] ?? 1, widest),
    }));
  }
  const tracks = columns
    .map((column, index): Track => {
      const wish = wished[index] ?? 1;
      const { least = wish, rank = index } = column;
      const values = sample.map((cells) => widthOf(cells[index] ?? ''));
      const reaching = countReaching(values, width);
      const track = { column, index, rank, reaching, least: Math.min(least, wish) };
      return { ...track, width: Math.min(wish, width) };
    })
    .sort((a, b) => a.rank - b.rank);
  while ((tracks.at(-1)?.rank ?? 0) > 0 && total(tracks.map(({ least }) => least)) > width) {
    tracks.pop();
  }
  tracks.sort((a, b) => a.index - b.index);
  let spare = width - total(tracks.map((track) => track.width));
  for (; spare < 0; spare++) tracks.reduce(cheaper).width--;
  // Values that come later may be longer, and nothing stands behind the last column.
  const last = tracks.at(-1);
  if (last && last.column.align !== 'right') last.width += spare;
  return tracks;
}

/** How wide each column would have to be so that no heading and no value of these rows is cut. */
export function wishedWidths(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): readonly number[] {
  return columns.map(({ heading }, at) =>
    rows.reduce((most, cells) => Math.max(most, widthOf(cells[at] ?? '')), widthOf(heading)),
  );
}

/** The width of columns that stand beside each other. */
export function total(widths: readonly number[]): number {
  return widths.reduce((sum, cells) => sum + cells + gap, -gap);
}

/** Without a terminal, one long value must not push everything behind it out of sight. */
const widest = 120;

/** A column on its way to a place. */
interface Track extends PlacedColumn {
  readonly least: number;
  readonly rank: number;
  /** At `[n]`, how many of the values are `n` cells wide or wider. */
  readonly reaching: readonly number[];
  width: number;
}

function countReaching(values: readonly number[], most: number): readonly number[] {
  const counts = new Array<number>(most + 1).fill(0);
  for (const value of values) {
    const at = Math.min(value, most);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  for (let at = most; at > 0; at--) counts[at - 1] = (counts[at - 1] ?? 0) + (counts[at] ?? 0);
  return counts;
}

function cheaper(a: Track, b: Track): Track {
  return costOf(b) < costOf(a) ? b : a;
}

/**
 * What it costs to take the last cell from a column: how many values reach into it, counting for more
 * the less they have left; nothing when only the heading does.
 */
function costOf({ width, least, reaching }: Track): number {
  return width > least ? (reaching[width] ?? 0) / width ** 2 : Number.POSITIVE_INFINITY;
}
