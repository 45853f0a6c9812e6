import { Chalk, type ChalkInstance } from 'chalk';
import type { Group, Measured, RankedGroups } from '../query/group.ts';
import { bar } from './bar.ts';
import { type Column, headerWithZone } from './column.ts';
import type { CountWriterOptions } from './count-writer-options.ts';
import { cutMiddle, widthOf, wrapText } from './fit-text.ts';
import { isTime, measureHeader, measureText } from './measure.ts';
import { count } from './numbers.ts';
import { othersLabel } from './others-label.ts';
import { paintOutcome } from './outcome-color.ts';
import { tableCell } from './table.ts';
import { gap, layOut, type PlacedColumn } from './table-layout.ts';

/** Groups by which a table is laid out. */
const mostLaidOut = 10_000;

/**
 * A table without borders, one group a line, what is measured at the end; `-` where there is no value.
 * Where there is room, the events are also shown as shares of all, and as bars. With a width every line
 * fits it: long values lose their middle, and columns for which there is no room are left out, from
 * the right, and named after the last line; so is what is measured, all but the first. What comes after
 * ten thousand groups fits in where it can, and then there are no shares. Nothing at all of no groups.
 */
export function* renderCountTable(
  { groups, others }: RankedGroups,
  options: CountWriterOptions,
): Generator<string> {
  const { columns, width, color } = options;
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const toCome = groups[Symbol.iterator]();
  const first: Row[] = [];
  for (const group of takeFrom(toCome, mostLaidOut)) first.push(rowOf(group, options));
  if (first.length === 0) return;
  const last = others && { cells: [othersLabel(others.groups)], group: others, isSum: true };
  const isAll = first.length < mostLaidOut;
  const layout = layOutTable(last ? [...first, last] : first, isAll, options);

  function line(cells: readonly string[], measured: readonly string[], paint: Paint): string {
    const painted = layout.placed.map(({ index, width: most }) => {
      const cell = cells[index] ?? '';
      const text = width === undefined ? cell : cutMiddle(cell, most);
      return paint(text, columns[index]) + ' '.repeat(Math.max(0, most - widthOf(text)) + gap);
    });
    const ends = layout.measured.map((column, at) => align(measured[at] ?? '', column));
    return `${(painted.join('') + paint(ends.join(' '.repeat(gap)).trimEnd())).trimEnd()}\n`;
  }
  const rowLine = (row: Row, paint: Paint) =>
    line(
      row.cells,
      layout.measured.map(({ textOf }) => textOf(row)),
      paint,
    );
  const painted: Paint = (text, column) => paintCell(chalk, text, column);

  const headers = layout.measured.map(({ header }) => header);
  yield line(layout.headers, headers, (text) => chalk.bold(text));
  for (const row of first) yield rowLine(row, painted);
  for (const group of takeFrom(toCome)) yield rowLine(rowOf(group, options), painted);
  if (last) yield rowLine(last, (text) => chalk.dim(text));
  if (layout.left.length === 0 || width === undefined) return;
  for (const text of wrapText(`no room for: ${layout.left.join(', ')}`, width)) {
    yield `${chalk.dim(text)}\n`;
  }
}

/** The next of them, so many, or all. */
function* takeFrom<T>(rest: Iterator<T>, most = Number.POSITIVE_INFINITY): Generator<T> {
  for (let taken = 0; taken < most; taken++) {
    const { done, value } = rest.next();
    if (done) return;
    yield value;
  }
}

/** The cells of a line, of which there may be less than columns, and what is measured of them. */
interface Row {
  readonly cells: readonly string[];
  readonly group: Measured;
  /** Of the groups that were left out. */
  readonly isSum?: boolean;
}

function rowOf(group: Group, { width }: CountWriterOptions): Row {
  const cells = group.values.map((value) => (value === '' ? noValue : tableCell(value, width)));
  return { cells, group };
}

/** Which columns a table has, and how wide they are. */
interface TableLayout {
  readonly headers: readonly string[];
  readonly placed: readonly PlacedColumn[];
  readonly measured: readonly MeasureColumn[];
  /** The headers of what there is no room for. */
  readonly left: readonly string[];
}

function layOutTable(
  rows: readonly Row[],
  isAll: boolean,
  options: CountWriterOptions,
): TableLayout {
  const { columns, width, zone } = options;
  const headers = columns.map((column) => tableCell(headerWithZone(column, zone), width));
  const wished = headers.map((header, at) =>
    rows.reduce((most, { cells }) => Math.max(most, widthOf(cells[at] ?? '')), widthOf(header)),
  );
  const asked = createMeasureColumns(rows, options);
  const [first] = wished;
  const beside = first === undefined ? 0 : Math.min(leastWidth, first);
  const kept = width === undefined ? asked : fitMeasures(asked, { width, beside });
  const room = width && width - total(wished) - total(kept.map(cellsOf)) + gap;
  const isWhole = isAll && kept.length === asked.length;
  const measured = isWhole ? withShares(kept, rows, options, room) : kept;
  const placed = place(headers, rows, width && Math.max(1, width - total(measured.map(cellsOf))));
  const left = [
    ...headers.filter((_, at) => !placed.some(({ index }) => index === at)),
    ...asked.slice(kept.length).map(({ header }) => header),
  ];
  return { headers, placed, measured, left };
}

type Paint = (text: string, column?: Column) => string;

const noValue = '-';
/** Terminal cells: rather than narrower, a column is left out. */
const leastWidth = 12;

/** A column of what is measured. */
interface MeasureColumn {
  readonly header: string;
  readonly textOf: (row: Row) => string;
  readonly side: 'left' | 'right';
  /** Terminal cells. */
  readonly cells: number;
}

function createMeasureColumns(
  rows: readonly Row[],
  { measures, width, zone }: CountWriterOptions,
): readonly SizedColumn[] {
  return measures.map((measure) => {
    const header = tableCell(measureHeader(measure, zone), width);
    const textOf = ({ group }: Row) => measureText(measure, group, zone);
    return isTime(measure)
      ? measureColumn({ header, textOf, side: 'left' }, rows)
      : measureColumn({ header, textOf: (row) => count(Number(textOf(row))), side: 'right' }, rows);
  });
}

/** Those for which there is room beside a column of so many cells, or the first alone, cut if need be. */
function fitMeasures(
  asked: readonly SizedColumn[],
  { width, beside }: { readonly width: number; readonly beside: number },
): readonly MeasureColumn[] {
  const room = beside === 0 ? width + gap : width - beside;
  const kept = asked.filter((_, at) => total(asked.slice(0, at + 1).map(cellsOf)) <= room);
  const [first] = asked;
  if (kept.length > 0 || !first) return kept;
  // A column is still a column in one cell; a number that is cut is another one.
  const most = beside === 0 ? width : width - 1 - gap;
  const header = Math.min(widthOf(first.header), leastWidth);
  const least = Math.min(Math.max(first.widest, header), most);
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
  const all = rows.reduce((sum, { group }) => sum + group.count, 0);
  const shareOf = ({ group }: Row) => `${((group.count / all) * 100).toFixed(1)}%`;
  const shares = measureColumn({ header: 'share', textOf: shareOf, side: 'right' }, rows);
  const left = room - gap - shares.cells;
  if (left < 0) return asked;
  const barWidth = Math.min(longestBar, left - gap);
  if (barWidth < shortestBar) return [...asked, shares];
  const most = rows.reduce(
    (top, { group, isSum }) => (isSum ? top : Math.max(top, group.count)),
    1,
  );
  const barOf = ({ group, isSum }: Row) => (isSum ? '' : bar(group.count, most, barWidth));
  return [...asked, shares, measureColumn({ header: '', textOf: barOf, side: 'left' }, rows)];
}

const longestBar = 20;
const shortestBar = 8;

/** A column of which it is known how wide its widest text is. */
interface SizedColumn extends MeasureColumn {
  /** Terminal cells, without the header. */
  readonly widest: number;
}

function measureColumn(column: Omit<MeasureColumn, 'cells'>, rows: readonly Row[]): SizedColumn {
  const widest = rows.reduce((most, row) => Math.max(most, widthOf(column.textOf(row))), 0);
  return { ...column, widest, cells: Math.max(widest, widthOf(column.header)) };
}

function cellsOf({ cells }: MeasureColumn): number {
  return cells;
}

function align(text: string, { side, cells }: MeasureColumn): string {
  const cut = cutMiddle(text, Math.max(1, cells));
  const blank = ' '.repeat(Math.max(0, cells - widthOf(cut)));
  return side === 'right' ? blank + cut : cut + blank;
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
