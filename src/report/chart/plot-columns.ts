/** A span of time, in epoch milliseconds, whose events were counted. */
export interface PlotBin {
  readonly from: number;
  readonly to: number;
  /** Whether nothing was recorded in this time. */
  readonly isGap: boolean;
}

/** How the columns of a plot or a picture show the bins. */
export interface PlotColumns {
  /** The number of bins in a column. */
  readonly binsEach: number;
  /** The width of a column in terminal cells. */
  readonly cells: number;
  /** When each column begins, in epoch milliseconds. */
  readonly starts: readonly number[];
  /** Whether nothing was recorded in any bin of the column. */
  readonly isGap: readonly boolean[];
  /** Sums counts, one for each bin, by column. */
  readonly sum: (counts: readonly number[]) => number[];
}

/** The maximum width of a bar. */
const maxCells = 6;

/**
 * Returns columns that fit into `room` terminal cells; there is always room for one column of one
 * cell.
 */
export function plotColumns(bins: readonly PlotBin[], room: number): PlotColumns {
  const width = Math.max(1, room);
  const binsEach = Math.ceil(bins.length / width);
  const cells = binsEach > 1 ? 1 : Math.max(1, Math.min(maxCells, Math.floor(width / bins.length)));
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
