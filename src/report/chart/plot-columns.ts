/** A span of time, in epoch milliseconds, in which something was counted. */
export interface PlotBin {
  readonly from: number;
  readonly to: number;
  /** Whether nothing was recorded in it. */
  readonly isGap: boolean;
}

/** How bins are shown in the columns of a plot, or of a picture. */
export interface PlotColumns {
  /** How many bins are in one column. */
  readonly binsEach: number;
  /** How many terminal cells a column has. */
  readonly cells: number;
  /** When each column begins, in epoch milliseconds. */
  readonly starts: readonly number[];
  /** Whether nothing was recorded in any bin of the column. */
  readonly isGap: readonly boolean[];
  /** The sums of counts, one for each bin, in the columns. */
  readonly sum: (counts: readonly number[]) => number[];
}

/** No bar is wider. */
const mostCells = 6;

/** Columns that fit into so many terminal cells, or whatever the narrowest column takes. */
export function plotColumns(bins: readonly PlotBin[], room: number): PlotColumns {
  const width = Math.max(1, room);
  const binsEach = Math.ceil(bins.length / width);
  const cells =
    binsEach > 1 ? 1 : Math.max(1, Math.min(mostCells, Math.floor(width / bins.length)));
  const columns = Array.from(
    { length: Math.ceil(bins.length / binsEach) },
    (_, at) => at * binsEach,
  );
  return {
    binsEach,
    cells,
    starts: columns.map((at) => bins[at]?.from ?? 0),
    isGap: columns.map((at) => bins.slice(at, at + binsEach).every(({ isGap }) => isGap)),
    sum: (counts) =>
      columns.map((at) => counts.slice(at, at + binsEach).reduce((sum, value) => sum + value, 0)),
  };
}
