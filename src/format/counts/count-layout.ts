import { Chalk } from 'chalk';
import type { Measured } from '../../query/group.ts';
import { valuePaint } from '../table/cell-paint.ts';
import { createTable, type Table } from '../table/table.ts';
import { tableCell } from '../table/table-cell.ts';
import { gap, type TableColumn, total, wishedWidths } from '../table/table-layout.ts';
import { headerWithZone } from '../text/column.ts';
import { cutMiddle } from '../text/fit-text.ts';
import { count } from '../text/numbers.ts';
import { bar } from './bar.ts';
import type { CountWriterOptions } from './count-writer-options.ts';
import { isTime, measureHeader, measureText } from './measure.ts';

/** A row of a table of counts: the texts of what was counted by, and of what is measured. */
export interface CountRow {
  readonly keys: readonly string[];
  readonly measured: readonly string[];
  readonly events: number;
  /** Whether it sums up the groups that were left out. */
  readonly isSum?: boolean;
}

/** What is measured of a group, as texts. */
export function measuredTexts(
  group: Measured,
  { measures, zone }: Pick<CountWriterOptions, 'measures' | 'zone'>,
): readonly string[] {
  return measures.map((measure) => {
    const text = measureText(measure, group, zone);
    return isTime(measure) ? text : count(Number(text));
  });
}

/** A table that is laid out: as other tables, but for its rows. */
interface CountTable extends Pick<Table, 'header' | 'left'> {
  readonly line: (row: CountRow, paint?: (text: string) => string) => string;
}

/**
 * The table of these rows and, unless these are all, of those that come. What is measured is a table of
 * its own, whose lines are the last column of the other: so it is painted in one piece, and gives way
 * separately.
 */
export function layOutCounts(
  rows: readonly CountRow[],
  isAll: boolean,
  options: CountWriterOptions,
): CountTable {
  const { width, measures } = options;
  const [keys, asked] = [keyColumns(options), measureColumns(options)];
  const cells = rows.map((row) => [...row.keys, ...row.measured]);
  const wished = wishedWidths([...keys, ...asked], cells);
  const room = width === undefined ? Number.POSITIVE_INFINITY : width - total(wished);
  const canShare = isAll && keys.length > 0 && measures.some(({ kind }) => kind === 'events');
  const shares = canShare ? shareColumns(rows, room) : [];
  const textsOf = (row: CountRow) => [...row.measured, ...shares.map(({ textOf }) => textOf(row))];
  const [beside, least] = [wished[0] ?? 0, leastOfFirst(asked, rows)];
  const most = keys.length > 0 && width ? roomBeside(beside, least, width) : width;
  const measured = createTable([...asked, ...shares], rows.map(textsOf), most);
  const cellsOf = (row: CountRow) => [...row.keys, measured.line(textsOf(row))];
  const columns = [...keys, { heading: measured.header(), rank: 0 }];
  const { header, line, left } = createTable(columns, rows.map(cellsOf), width);
  return {
    header,
    line: (row, paint) => line(cellsOf(row), paint),
    left: [...left, ...measured.left],
  };
}

function keyColumns({ columns, width, zone, color }: CountWriterOptions): readonly TableColumn[] {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  return columns.map((column) => ({
    heading: tableCell(headerWithZone(column, zone), width),
    least: leastWidth,
    paint: valuePaint(chalk, column.kind === 'attribute' ? column.name : ''),
  }));
}

function measureColumns({ measures, width, zone }: CountWriterOptions): readonly TableColumn[] {
  return measures.map((measure) => {
    const heading = tableCell(measureHeader(measure, zone), width);
    return isTime(measure) ? { heading } : { heading, align: 'right' };
  });
}

/** Beside the first column, which may be cut to one cell: a number that is cut is another one. */
function roomBeside(first: number, least: number, width: number): number {
  return Math.max(1, width - gap - Math.min(first, leastWidth), Math.min(least, width - gap - 1));
}

/** The width of what is measured first when only its heading is cut. */
function leastOfFirst([first]: readonly TableColumn[], rows: readonly CountRow[]): number {
  const heading = cutMiddle(first?.heading ?? '', leastWidth);
  const texts = rows.map(({ measured }) => measured);
  return total(wishedWidths([{ heading }], texts));
}

/** Terminal cells: rather than narrower, a column is left out. */
const leastWidth = 12;

/** A column that is read off rows. */
interface ShareColumn extends TableColumn {
  readonly textOf: (row: CountRow) => string;
}

/** The events as shares of all and as bars: as much of it as fits into this many cells behind the others. */
function shareColumns(rows: readonly CountRow[], room: number): readonly ShareColumn[] {
  const all = rows.reduce((sum, { events }) => sum + events, 0);
  const textOf = ({ events }: CountRow) => `${((events / all) * 100).toFixed(1)}%`;
  const share: ShareColumn = { heading: 'share', align: 'right', textOf };
  const texts = rows.map((row) => [textOf(row)]);
  const left = room - gap - total(wishedWidths([share], texts));
  if (left < 0) return [];
  const barWidth = Math.min(longestBar, left - gap);
  if (barWidth < shortestBar) return [share];
  const most = rows.reduce((top, { events, isSum }) => (isSum ? top : Math.max(top, events)), 1);
  const barOf = ({ events, isSum }: CountRow) => (isSum ? '' : bar(events, most, barWidth));
  return [share, { heading: '', textOf: barOf }];
}

const longestBar = 20;
const shortestBar = 8;
