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
 * the right, and named after the last line. Nothing at all of no groups.
 */
export function* renderCountTable(
  { groups, others }: RankedGroups,
  options: CountWriterOptions,
): Generator<string> {
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
  const room = width && width - total(wished);
  const measured = createMeasureColumns(all, options, room);
  const placed = place(headers, all, width && Math.max(1, width - total(measured.map(widest))));

  function line({ cells }: Pick<Row, 'cells'>, measures: readonly string[], paint: Paint): string {
    const painted = placed.map(({ index, width: most }) => {
      const cell = cells[index] ?? '';
      const text = width === undefined ? cell : cutMiddle(cell, most);
      return paint(text, columns[index]) + ' '.repeat(Math.max(0, most - widthOf(text)) + gap);
    });
    const ends = measures.map((text, at) => measured[at]?.align(text) ?? text);
    return `${painted.join('')}${paint(ends.join(' '.repeat(gap)).trimEnd())}\n`;
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
  const left = headers.filter((_, at) => !placed.some(({ index }) => index === at));
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
  readonly align: (text: string) => string;
}

/** Shares and bars are only there when nothing else needs the room, of which so many cells are left. */
function createMeasureColumns(
  rows: readonly Row[],
  { columns, measures, zone }: CountWriterOptions,
  room = Number.POSITIVE_INFINITY,
): readonly MeasureColumn[] {
  const asked = measures.map((measure) => {
    const texts = rows.map(({ group }) => measureText(measure, group, zone));
    return isTime(measure)
      ? leftColumn(measureHeader(measure, zone), texts)
      : rightColumn(measureHeader(measure, zone), texts.map(grouped));
  });
  if (columns.length === 0 || !measures.some(({ kind }) => kind === 'events')) return asked;
  const counts = rows.map(({ group }) => group.count);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const shares = rightColumn(
    'share',
    counts.map((count) => `${((count / all) * 100).toFixed(1)}%`),
  );
  const left = room - total([...asked, shares].map(widest)) - gap;
  if (left < 0) return asked;
  const barWidth = Math.min(longestBar, left - gap);
  if (barWidth < shortestBar) return [...asked, shares];
  const bars = rows.filter(({ isSum }) => !isSum).map(({ group }) => group.count);
  const most = bars.reduce((a, b) => Math.max(a, b), 1);
  return [
    ...asked,
    shares,
    leftColumn(
      '',
      bars.map((count) => bar(count, most, barWidth)),
    ),
  ];
}

const longestBar = 20;
const shortestBar = 8;

function leftColumn(header: string, texts: readonly string[]): MeasureColumn {
  const most = widest({ header, texts });
  return { header, texts, align: (text) => text + ' '.repeat(most - widthOf(text)) };
}

function rightColumn(header: string, texts: readonly string[]): MeasureColumn {
  const most = widest({ header, texts });
  return { header, texts, align: (text) => text.padStart(most) };
}

function widest({ header, texts }: Pick<MeasureColumn, 'header' | 'texts'>): number {
  return texts.reduce((most, text) => Math.max(most, widthOf(text)), widthOf(header));
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
