import { Chalk, type ChalkInstance } from 'chalk';
import type { Measured, RankedGroups } from '../query/group.ts';
import { bar } from './bar.ts';
import { type Column, headerWithZone } from './column.ts';
import type { CountWriterOptions } from './count-writer-options.ts';
import { cutMiddle, widthOf, wrapText } from './fit-text.ts';
import { isTime, measureHeader, measureText } from './measure.ts';
import { othersLabel } from './others-label.ts';
import { paintOutcome } from './outcome-color.ts';
import { tableCell } from './table.ts';
import { gap, layOut, type PlacedColumn } from './table-layout.ts';

/**
 * A table without borders, one group a line, what is measured at the end; `-` where there is no value.
 * Where there is room, the events are also shown as shares of all, and as bars. With a width every line
 * fits it: long values lose their middle, and columns for which there is no room are left out, from
 * the right, and named after the last line; so is what is measured, all but the first. Nothing at all
 * of no groups.
 */
export function* renderCountTable(
  { groups: ranked, others }: RankedGroups,
  options: CountWriterOptions,
): Generator<string> {
  const groups = [...ranked];
  if (groups.length === 0) return;
  const { columns, width, color, zone } = options;
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const headers = columns.map((column) => tableCell(headerWithZone(column, zone), width));
  const rows: Row[] = groups.map((group) => ({
    cells: group.values.map((value) => (value === '' ? noValue : tableCell(value, width))),
    group,
  }));
  const last = others && { cells: [othersLabel(others.groups)], group: others, isSum: true };
  const all = last ? [...rows, last] : rows;
  const wished = headers.map((header, at) =>
    all.reduce((most, { cells }) => Math.max(most, widthOf(cells[at] ?? '')), widthOf(header)),
  );
  const asked = createMeasureColumns(all, options);
  const [first] = wished;
  const beside = first === undefined ? 0 : Math.min(leastWidth, first);
  const kept = width === undefined ? asked : fitMeasures(asked, { width, beside });
  const room = width && width - total(wished) - total(kept.map(cellsOf)) + gap;
  const measured = kept.length < asked.length ? kept : withShares(kept, all, options, room);
  const placed = place(headers, all, width && Math.max(1, width - total(measured.map(cellsOf))));

  function line({ cells }: Pick<Row, 'cells'>, measures: readonly string[], paint: Paint): string {
    const painted = placed.map(({ index, width: most }) => {
      const cell = cells[index] ?? '';
      const text = width === undefined ? cell : cutMiddle(cell, most);
      return paint(text, columns[index]) + ' '.repeat(Math.max(0, most - widthOf(text)) + gap);
    });
    const ends = measured.map((column, at) => align(measures[at] ?? '', column));
    return `${(painted.join('') + paint(ends.join(' '.repeat(gap)).trimEnd())).trimEnd()}\n`;
  }

  yield line(
    { cells: headers },
    measured.map(({ header }) => header),
    (text) => chalk.bold(text),
  );
  for (const [index, row] of all.entries()) {
    const texts = measured.map(({ texts }) => texts[index] ?? '');
    yield row === last
      ? line(row, texts, (text) => chalk.dim(text))
      : line(row, texts, (text, column) => paintCell(chalk, text, column));
  }
  const left = [
    ...headers.filter((_, at) => !placed.some(({ index }) => index === at)),
    ...asked.slice(kept.length).map(({ header }) => header),
  ];
  if (left.length === 0 || width === undefined) return;
  for (const text of wrapText(`no room for: ${left.join(', ')}`, width)) {
    yield `${chalk.dim(text)}\n`;
  }
}

/** The cells of a line, of which there may be less than columns, and what is measured of them. */
interface Row {
  readonly cells: readonly string[];
  readonly group: Measured;
  /** Of the groups that were left out. */
  readonly isSum?: boolean;
}

type Paint = (text: string, column?: Column) => string;

const noValue = '-';
/** Terminal cells: rather than narrower, a column is left out. */
const leastWidth = 12;

/** A column of what is measured, one text for each row. */
interface MeasureColumn {
  readonly header: string;
  readonly texts: readonly string[];
  readonly side: 'left' | 'right';
  /** Terminal cells. */
  readonly cells: number;
}

function createMeasureColumns(
  rows: readonly Row[],
  { measures, width, zone }: CountWriterOptions,
): readonly MeasureColumn[] {
  return measures.map((measure) => {
    const header = tableCell(measureHeader(measure, zone), width);
    const texts = rows.map(({ group }) => measureText(measure, group, zone));
    return isTime(measure)
      ? measureColumn(header, texts, 'left')
      : measureColumn(header, texts.map(grouped), 'right');
  });
}

/** Those for which there is room beside a column of so many cells, or the first alone, cut if need be. */
function fitMeasures(
  asked: readonly MeasureColumn[],
  { width, beside }: { readonly width: number; readonly beside: number },
): readonly MeasureColumn[] {
  const room = beside === 0 ? width + gap : width - beside;
  const kept = asked.filter((_, at) => total(asked.slice(0, at + 1).map(cellsOf)) <= room);
  const [first] = asked;
  if (kept.length > 0 || !first) return kept;
  // A column is still a column in one cell; a number that is cut is another one.
  const most = beside === 0 ? width : width - 1 - gap;
  const header = Math.min(widthOf(first.header), leastWidth);
  const least = Math.min(Math.max(widest(first.texts), header), most);
  return [{ ...first, cells: Math.min(first.cells, Math.max(least, room - gap)) }];
}

/** Shares and bars are only there when nothing else needs the room, of which so many cells are left. */
function withShares(
  asked: readonly MeasureColumn[],
  rows: readonly Row[],
  { columns, measures }: CountWriterOptions,
  room = Number.POSITIVE_INFINITY,
): readonly MeasureColumn[] {
  if (columns.length === 0 || !measures.some(({ kind }) => kind === 'events')) return asked;
  const counts = rows.map(({ group }) => group.count);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const shares = measureColumn(
    'share',
    counts.map((count) => `${((count / all) * 100).toFixed(1)}%`),
    'right',
  );
  const left = room - gap - shares.cells;
  if (left < 0) return asked;
  const barWidth = Math.min(longestBar, left - gap);
  if (barWidth < shortestBar) return [...asked, shares];
  const counted = rows.filter(({ isSum }) => !isSum).map(({ group }) => group.count);
  const most = counted.reduce((a, b) => Math.max(a, b), 1);
  const bars = counted.map((count) => bar(count, most, barWidth));
  return [...asked, shares, measureColumn('', bars, 'left')];
}

const longestBar = 20;
const shortestBar = 8;

function measureColumn(
  header: string,
  texts: readonly string[],
  side: MeasureColumn['side'],
): MeasureColumn {
  return { header, texts, side, cells: widest([header, ...texts]) };
}

function cellsOf({ cells }: MeasureColumn): number {
  return cells;
}

function align(text: string, { side, cells }: MeasureColumn): string {
  const cut = cutMiddle(text, Math.max(1, cells));
  const blank = ' '.repeat(Math.max(0, cells - widthOf(cut)));
  return side === 'right' ? blank + cut : cut + blank;
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);
}

/** `12,345` */
function grouped(digits: string): string {
  return Number(digits).toLocaleString('en-US');
}

/** Of columns of these widths, with a gap after each. */
function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width + gap, 0);
}

/** Columns no wider than what is in them: the events stand beside, not at the terminal's edge. */
function place(
  headers: readonly string[],
  rows: readonly Row[],
  width: number | undefined,
): readonly PlacedColumn[] {
  const widths = headers.map((header, at) => ({
    header: widthOf(header),
    values: rows.map(({ cells }) => widthOf(cells[at] ?? '')),
  }));
  const demands = widths.map((demand, at) => ({ ...demand, least: leastWidth, rank: at }));
  return layOut(demands, width).map(({ index, width: most }) => {
    const { header = 0, values = [] } = widths[index] ?? {};
    return {
      index,
      width: Math.min(
        most,
        values.reduce((a, b) => Math.max(a, b), header),
      ),
    };
  });
}

function paintCell(chalk: ChalkInstance, text: string, column: Column | undefined): string {
  if (text === noValue) return chalk.dim(text);
  if (column?.kind !== 'attribute') return text;
  if (column.name === 'time') return chalk.dim(text);
  return column.name === 'outcome' ? paintOutcome(chalk, text) : text;
}
