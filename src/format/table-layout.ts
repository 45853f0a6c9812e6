/** What a column of a table would like to have, in terminal cells. */
export interface ColumnDemand {
  /** Widths of its values, of those seen so far. */
  readonly values: readonly number[];
  readonly header: number;
  /** Below this width its values can no longer be told apart; rather than narrower it is left out. */
  readonly least: number;
  /** The column with the highest is left out first. */
  readonly rank: number;
}

/** A column that has its place: which of those demanded, and its width in terminal cells. */
export interface PlacedColumn {
  readonly index: number;
  readonly width: number;
}

/** Cells between two columns. */
export const gap = 2;

/**
 * Where the columns go in a terminal of `width` cells. When they are too wide, columns shrink where
 * it harms the fewest values, down to their least width; rather than below it, columns are left out
 * by rank, all but one. Without a width all have what they ask for, within reason.
 */
export function layOut(
  demands: readonly ColumnDemand[],
  width: number | undefined,
): readonly PlacedColumn[] {
  if (width === undefined) {
    return demands.map((demand, index) => ({ index, width: Math.min(wish(demand), widest) }));
  }
  const tracks = demands
    .map((demand, index) => createTrack(demand, index, width))
    .sort((a, b) => a.rank - b.rank);
  while (tracks.length > 1 && total(tracks.map(({ least }) => least)) > width) tracks.pop();
  tracks.sort((a, b) => a.index - b.index);
  let spare = width - total(tracks.map((track) => track.width));
  for (; spare < 0; spare++) tracks.reduce(cheaper).width--;
  // Values that come later may be longer, and nothing stands behind the last column.
  const last = tracks.at(-1);
  if (last) last.width += spare;
  return tracks;
}

/** Without a terminal, one long value must not push everything behind it out of sight. */
const widest = 120;

/** A column on its way to a place. */
interface Track {
  readonly index: number;
  readonly least: number;
  readonly rank: number;
  /** At `[n]`, how many of the values are `n` cells wide or wider. */
  readonly reaching: readonly number[];
  width: number;
}

function createTrack(demand: ColumnDemand, index: number, width: number): Track {
  const wished = wish(demand);
  const { least, rank, values } = demand;
  return {
    index,
    least: Math.min(least, wished),
    rank,
    reaching: countReaching(values, width),
    width: Math.min(wished, width),
  };
}

function wish({ values, header }: ColumnDemand): number {
  return values.reduce((most, value) => Math.max(most, value), Math.max(header, 1));
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

function total(widths: readonly number[]): number {
  return widths.reduce((sum, cells) => sum + cells + gap, -gap);
}

function cheaper(a: Track, b: Track): Track {
  return costOf(b) < costOf(a) ? b : a;
}

/**
 * What it costs to take the last cell from a column: how many values reach into it, counting for more
 * the less they have left; nothing when only the header does.
 */
function costOf({ width, least, reaching }: Track): number {
  return width > least ? (reaching[width] ?? 0) / width ** 2 : Number.POSITIVE_INFINITY;
}
