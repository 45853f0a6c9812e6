import type { ChalkInstance } from 'chalk';
import { createTable, noRoomFor } from '../../../format/table/table.ts';
import { noValue, tableCell } from '../../../format/table/table-cell.ts';
import type { TableColumn } from '../../../format/table/table-layout.ts';
import type { DetectionReport } from '../detection-report.ts';
import type { ReportColumn, TimeText } from '../report-columns.ts';
import { shortTimes } from '../short-times.ts';
import { paintLevel } from './level-paint.ts';

/** A report and how it is printed. */
export interface TablePage {
  readonly report: DetectionReport;
  /** In terminal cells. */
  readonly width: number;
  readonly chalk: ChalkInstance;
  /** Formats an instant as `2026-11-18 02:41:33` in the report's zone. */
  readonly timeOf: TimeText;
}

/** The least width of a column, and when it is left out; see `TableColumn`. */
export type ColumnRoom = Pick<TableColumn, 'minWidth' | 'rank'>;

interface SpanRow {
  readonly first: string;
  readonly last: string;
}

/**
 * Returns the lines of a table whose times are shortened to minutes, by what they have in common.
 * `rooms` has the room of each column.
 */
export function spanTable<Row extends SpanRow>(
  rows: readonly Row[],
  columns: readonly ReportColumn<Row>[],
  rooms: readonly ColumnRoom[],
  { width, chalk, timeOf }: TablePage,
): readonly string[] {
  const minutes: TimeText = (instant) => timeOf(instant).slice(0, -':33'.length);
  const short = shortTimes(
    rows.flatMap(({ first, last }) => [first, last]),
    minutes,
  );
  const cells = rows.map((row) =>
    columns.map(({ show }) => tableCell(show(row, short.timeOf) || noValue, width)),
  );
  const laidOut = columns.map(({ heading, kind }, at): TableColumn => {
    const paint =
      kind === 'level'
        ? (text: string) => paintLevel(chalk, text)
        : kind === 'time'
          ? chalk.dim
          : undefined;
    return {
      heading: tableCell(heading, width),
      paint,
      ...(kind === 'count' && { align: 'right' }),
      ...rooms[at],
    };
  });
  const table = createTable(laidOut, cells, width);
  return [
    chalk.bold(table.header()),
    ...cells.map((row) => table.line(row)),
    ...noRoomFor(table.leftOut, width).map((text) => chalk.dim(text)),
  ];
}
