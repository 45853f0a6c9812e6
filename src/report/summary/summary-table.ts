import type { ChalkInstance } from 'chalk';
import { alignedTable } from '../../format/aligned-table.ts';
import { cutMiddle, widthOf, wrapText } from '../../format/fit-text.ts';
import { paintOutcome } from '../../format/outcome-color.ts';
import { tableCell } from '../../format/table.ts';
import { type ColumnDemand, layOut } from '../../format/table-layout.ts';
import type { SectionColumn, SectionColumnKind, SectionView } from './summary-section.ts';

/**
 * The lines of a section's table: its header, its rows, and the names of the columns for which there is
 * no room. Columns that have no value in any row are left out.
 */
export function sectionTable(
  { columns, rows }: Pick<SectionView, 'columns' | 'rows'>,
  width: number,
  chalk: ChalkInstance,
): string[] {
  const used = columns
    .map((column, at) => ({ ...column, cells: rows.map((row) => tableCell(row[at] ?? '', width)) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const placed = layOut(used.map(demandOf), width).flatMap(({ index, width: room }) => {
    const column = used[index];
    if (!column) return [];
    const cut = (cell: string) => cutMiddle(cell === '' ? '-' : cell, room);
    return {
      ...column,
      index,
      heading: cutMiddle(column.heading, room),
      cells: column.cells.map(cut),
    };
  });
  const isCount = (at: number) => placed[at]?.kind === 'count';
  const [header = '', ...lines] = alignedTable(
    [
      placed.map(({ heading }) => heading),
      ...rows.map((_, row) =>
        placed.map(({ kind, cells }) => paint(chalk, kind, cells[row] ?? '')),
      ),
    ],
    isCount,
  );
  const left = used.filter((_, at) => !placed.some(({ index }) => index === at));
  const note = `no room for: ${left.map(({ heading }) => heading).join(', ')}`;
  return [
    chalk.bold(header),
    ...lines,
    ...(left.length > 0 ? wrapText(note, width).map((text) => chalk.dim(text)) : []),
  ];
}

function demandOf(
  { heading, kind, cells }: SectionColumn & { readonly cells: readonly string[] },
  rank: number,
): ColumnDemand {
  return { header: widthOf(heading), values: cells.map(widthOf), least: leastWidths[kind], rank };
}

/** A number or a time of which a part is cut off is none. */
const leastWidths: Readonly<Record<SectionColumnKind, number>> = {
  text: 16,
  list: 30,
  count: 1000,
  time: 19,
  outcome: 7,
};

function paint(chalk: ChalkInstance, kind: SectionColumnKind, text: string): string {
  if (text === '-' || kind === 'time') return chalk.dim(text);
  return kind === 'outcome' ? paintOutcome(chalk, text) : text;
}
