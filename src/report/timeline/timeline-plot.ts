import { Chalk, type ChalkInstance } from 'chalk';
import { paintOutcome } from '../../format/table/cell-paint.ts';
import { cutMiddle, widthOf, wrapText } from '../../format/text/fit-text.ts';
import { count, counted } from '../../format/text/numbers.ts';
import { forTerminal } from '../../format/text/sanitize.ts';
import { countScale, shortCount } from '../chart/count-scale.ts';
import { type PlotColumns, plotColumns } from '../chart/plot-columns.ts';
import { axisLines } from './plot-axis.ts';
import type { Timeline } from './timeline.ts';
import { type ShownSeries, shownSeries } from './timeline-rows.ts';

/** Options of a plot. */
interface PlotOptions {
  /** In terminal cells; 80 when undefined. */
  readonly width: number | undefined;
  readonly color: boolean;
}

const defaultWidth = 80;
const minWidth = 30;
/** The height in lines of the only series, and of one among several. */
const height = 8;
const stripHeight = 2;
/** The maximum width of a label beside the bars, in terminal cells. */
const maxLabelWidth = 30;

/**
 * Renders bars over time in block characters: one plot, or one for each series, all on the same
 * scale. A count above 0 has at least the lowest visible bar; where nothing was recorded, there is
 * a dot. Yields nothing without bins.
 */
export function* renderTimelinePlot(timeline: Timeline, options: PlotOptions): Generator<string> {
  const { bins, by, zone } = timeline;
  if (bins.length === 0) return;
  const width = Math.max(minWidth, options.width ?? defaultWidth);
  const chalk = new Chalk({ level: options.color ? 1 : 0 });
  const series = shownSeries(timeline);
  const labels = series.map((one) => labelOf(one, width));
  const isOne = by.length === 0;
  const margin = isOne
    ? Math.max(...series.map(({ events }) => shortCount(events).length), 1) + 1
    : labels.reduce((max, label) => Math.max(max, widthOf(label)), 1) + 1;
  const columns = plotColumns(timeline.bins, width - margin);
  const summed = series.map((one) => columns.sum(one.counts));
  const maxSum = summed.flat().reduce((a, b) => Math.max(a, b), 1);

  for (const [at, one] of series.entries()) {
    const rows = isOne ? height : stripHeight;
    const { top } = isOne ? countScale(maxSum, 4) : { top: maxSum };
    const lines = bars(summed[at] ?? [], { rows, top, columns });
    for (const [row, line] of lines.entries()) {
      const beside = isOne ? yLabel(row, rows, top) : row === rows - 1 ? (labels[at] ?? '') : '';
      const blank = ' '.repeat(Math.max(0, margin - 1 - widthOf(beside)));
      const label = isOne ? `${blank}${beside} ` : `${paintLabel(chalk, one, beside)}${blank} `;
      yield `${label}${line}`.trimEnd().concat('\n');
    }
  }
  for (const line of axisLines(columns, { margin, zone, width })) yield `${chalk.dim(line)}\n`;
  yield* captions(timeline, columns, width).map((line) => `${chalk.dim(line)}\n`);
}

const levels = ' ▁▂▃▄▅▆▇█';

/** Returns the lines of the bars, from the top. */
function bars(
  counts: readonly number[],
  {
    rows,
    top,
    columns,
  }: { readonly rows: number; readonly top: number; readonly columns: PlotColumns },
): string[] {
  return Array.from({ length: rows }, (_, at) => {
    const below = (rows - 1 - at) * 8;
    return counts
      .map((events, column) => {
        if (columns.isGap[column]) return at === rows - 1 ? '·' : ' ';
        const eighths = events === 0 ? 0 : Math.max(1, Math.round((events / top) * rows * 8));
        const level = Math.min(8, Math.max(0, eighths - below));
        return level === 0 && at === rows - 1 ? '_' : (levels[level] ?? ' ');
      })
      .map((character) => character.repeat(columns.cells))
      .join('');
  });
}

/** Returns the label of a row of the y-axis, which only the top and the bottom row have. */
function yLabel(row: number, rows: number, top: number): string {
  if (row === 0) return shortCount(top);
  return row === rows - 1 ? '0' : '';
}

function labelOf({ label, events }: ShownSeries, width: number): string {
  const total = count(events);
  const room = Math.max(6, Math.min(maxLabelWidth, Math.floor(width / 2) - 4) - total.length - 1);
  return `${cutMiddle(forTerminal(label), room)} ${total}`;
}

function paintLabel(
  chalk: ChalkInstance,
  { values, isOthers }: ShownSeries,
  label: string,
): string {
  const [outcome = ''] = values;
  if (isOthers) return chalk.dim(label);
  return values.length === 1 && label.startsWith(outcome)
    ? label.replace(outcome, () => paintOutcome(chalk, outcome))
    : label;
}

function captions({ bins, bin, by, series, zone }: Timeline, columns: PlotColumns, width: number) {
  const [only] = series;
  const parts = [
    ...(by.length === 0 ? [counted(only?.events ?? 0, 'event')] : []),
    columns.binsEach === 1 ? `bins of ${bin}` : `${columns.binsEach} bins of ${bin} per column`,
    `times in ${zone}`,
    ...(bins.some(({ isGap }) => isGap) ? ['· nothing recorded'] : []),
  ];
  return wrapText(parts.join('; '), width);
}
