import type { ChalkInstance } from 'chalk';
import { valuePaint } from '../../../format/table/cell-paint.ts';
import { createTable, noRoomFor } from '../../../format/table/table.ts';
import { noValue, tableCell } from '../../../format/table/table-cell.ts';
import type { TableColumn } from '../../../format/table/table-layout.ts';
import type { SectionColumnKind, SectionView } from '../sections/summary-section.ts';

/**
 * Returns the lines of a section's table: its header, its rows, and the names of the columns that
 * did not fit. Columns without a value in any row are left out.
 */
export function sectionTable(
  { columns, rows }: Pick<SectionView, 'columns' | 'rows'>,
  width: number,
  chalk: ChalkInstance,
): string[] {
  const shown = columns
    .map((column, at) => ({ ...column, at }))
    .filter(({ at }) => rows.some((row) => row[at]));
  const cells = rows.map((row) => shown.map(({ at }) => tableCell(row[at] || noValue, width)));
  const table = createTable(
    shown.map(({ heading, kind }) => {
      return { heading, paint: valuePaint(chalk, kind), ...layouts[kind] };
    }),
    cells,
    width,
  );
  return [
    chalk.bold(table.header()),
    ...cells.map((row) => table.line(row)),
    ...noRoomFor(table.leftOut, width).map((text) => chalk.dim(text)),
  ];
}

/** Numbers have no `minWidth`, because a number that is cut would read as a different number. */
const layouts: Readonly<Record<SectionColumnKind, Pick<TableColumn, 'align' | 'minWidth'>>> = {
  text: { minWidth: 16 },
  list: { minWidth: 30 },
  count: { align: 'right' },
  time: { minWidth: 19 },
  outcome: { minWidth: 7 },
};
