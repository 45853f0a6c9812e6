import { Chalk } from 'chalk';
import type { Measures } from '../../query/group.ts';
import { valuePaint } from '../table/cell-paint.ts';
import { createTable, type Table } from '../table/table.ts';
import { tableCell } from '../table/table-cell.ts';
import { columnGap, naturalWidths, type TableColumn, totalWidth } from '../table/table-layout.ts';
import { headerWithZone } from '../text/column.ts';
import { cutMiddle } from '../text/fit-text.ts';
import { count } from '../text/numbers.ts';
import { bar } from './bar.ts';
import type { CountWriterOptions } from './count-writer-options.ts';
import { isTime, measureHeader, measureText } from './measure.ts';

/** A row of a table of counts: the texts of its keys and of its measures. */
export interface CountRow {
  readonly keys: readonly string[];
  readonly measured: readonly string[];
  readonly events: number;
  /** Whether the row sums up the groups that were left out. */
  readonly isSum?: boolean;
}

/** Returns the texts of a group's measures. */
export function measuredTexts(
  group: Measures,
  { measures, zone }: Pick<CountWriterOptions, 'measures' | 'zone'>,
): readonly string[] {
  return measures.map((measure) => {
    const text = measureText(measure, group, zone);
    return isTime(measure) ? text : count(Number(text));
  });
}

/** A table whose columns have their widths. Unlike `Table`, it takes a `CountRow` for a line. */
interface CountTable extends Pick<Table, 'header' | 'leftOut'> {
  readonly line: (row: CountRow, paint?: (text: string) => string) => string;
}

/**
 * Lays a table out for these rows and, unless `isAll`, for the rows that follow. The measures are a
 * table of their own, whose lines are the last column of the outer table: this way they are painted
 * in one piece and lose columns independently of the keys.
 */
export function layOutCounts(
  rows: readonly CountRow[],
  isAll: boolean,
  options: CountWriterOptions,
): CountTable {
  const { width, measures } = options;
  const [keys, measureHeads] = [keyColumns(options), measureColumns(options)];
  const cells = rows.map((row) => [...row.keys, ...row.measured]);
  const natural = naturalWidths([...keys, ...measureHeads], cells);
  const room = width === undefined ? Number.POSITIVE_INFINITY : width - totalWidth(natural);
  const canShare = isAll && keys.length > 0 && measures.some(({ kind }) => kind === 'events');
  const shares = canShare ? shareColumns(rows, room, options.events) : [];
  const textsOf = (row: CountRow) => [...row.measured, ...shares.map(({ textOf }) => textOf(row))];
  const [firstKey, minWidth] = [natural[0] ?? 0, minMeasureWidth(measureHeads, rows)];
  const measuresWidth = keys.length > 0 && width ? widthBeside(firstKey, minWidth, width) : width;
  const measured = createTable([...measureHeads, ...shares], rows.map(textsOf), measuresWidth);
  const cellsOf = (row: CountRow) => [...row.keys, measured.line(textsOf(row))];
  const columns = [...keys, { heading: measured.header(), rank: 0 }];
  const { header, line, leftOut } = createTable(columns, rows.map(cellsOf), width);
  return {
    header,
    line: (row, paint) => line(cellsOf(row), paint),
    leftOut: [...leftOut, ...measured.leftOut],
  };
}

function keyColumns({ columns, width, zone, color }: CountWriterOptions): readonly TableColumn[] {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  return columns.map((column) => ({
    heading: tableCell(headerWithZone(column, zone), width),
    minWidth: minKeyWidth,
    paint: valuePaint(chalk, column.kind === 'attribute' ? column.name : ''),
  }));
}

function measureColumns({ measures, width, zone }: CountWriterOptions): readonly TableColumn[] {
  return measures.map((measure) => {
    const heading = tableCell(measureHeader(measure, zone), width);
    return isTime(measure) ? { heading } : { heading, align: 'right' };
  });
}

/**
 * Returns the width left for the measures beside the first key column. That column may shrink to
 * one cell, because a number that is cut would read as a different number.
 */
function widthBeside(first: number, minWidth: number, width: number): number {
  return Math.max(
    1,
    width - columnGap - Math.min(first, minKeyWidth),
    Math.min(minWidth, width - columnGap - 1),
  );
}

/**
 * Returns the least width of the first measure: its values are whole, only its heading may be cut.
 */
function minMeasureWidth([first]: readonly TableColumn[], rows: readonly CountRow[]): number {
  const heading = cutMiddle(first?.heading ?? '', minKeyWidth);
  const texts = rows.map(({ measured }) => measured);
  return totalWidth(naturalWidths([{ heading }], texts));
}

/** In terminal cells. A column that would be narrower is left out. */
const minKeyWidth = 12;

/** A column computed from rows. */
interface ShareColumn extends TableColumn {
  readonly textOf: (row: CountRow) => string;
}

/**
 * Returns a column with each row's share of all events and one with bars, or only the first, or
 * neither: as many as fit into `room` terminal cells.
 */
function shareColumns(
  rows: readonly CountRow[],
  room: number,
  total: number | undefined,
): readonly ShareColumn[] {
  const all = total ?? rows.reduce((sum, { events }) => sum + events, 0);
  const textOf = ({ events }: CountRow) => `${((events / all) * 100).toFixed(1)}%`;
  const share: ShareColumn = { heading: 'share', align: 'right', textOf };
  const texts = rows.map((row) => [textOf(row)]);
  const remaining = room - columnGap - totalWidth(naturalWidths([share], texts));
  if (remaining < 0) return [];
  const barWidth = Math.min(maxBarWidth, remaining - columnGap);
  if (barWidth < minBarWidth) return [share];
  const max = rows.reduce((top, { events, isSum }) => (isSum ? top : Math.max(top, events)), 1);
  const barOf = ({ events, isSum }: CountRow) => (isSum ? '' : bar(events, max, barWidth));
  return [share, { heading: '', textOf: barOf }];
}

const maxBarWidth = 20;
const minBarWidth = 8;
