import { Chalk } from 'chalk';
import { createTable, noRoomFor } from '../../../format/table/table.ts';
import { noValue, tableCell } from '../../../format/table/table-cell.ts';
import type { TableColumn } from '../../../format/table/table-layout.ts';
import { wrapText } from '../../../format/text/fit-text.ts';
import { type SessionColumn, sessionColumn } from '../session-columns.ts';
import type { RankedSessions, SessionRow } from '../session-row.ts';
import { othersLabel, type SessionWriterOptions } from './session-writer-options.ts';

/**
 * Renders a table without borders, with a line for each session; a missing value is `-`. With a
 * width, every line fits it: long values lose their middle, and columns are left out, first those
 * that have the same value in all rows. The first rows decide the widths.
 */
export function* renderTable(
  { rows, others }: RankedSessions,
  { columns: names, width, color, zone, notes }: SessionWriterOptions,
): Generator<string> {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const columns = names.map(sessionColumn);
  const cellsOf = (row: SessionRow) =>
    columns.map(({ text }) => tableCell(text(row, zone), width) || noValue);
  const remaining = rows[Symbol.iterator]();
  const first: (readonly string[])[] = [];
  for (let next = remaining.next(); !next.done; next = remaining.next()) {
    first.push(cellsOf(next.value));
    if (first.length === sampleSize) break;
  }
  const last = others && [
    ...columns.map(({ sum }, at) =>
      at === 0 ? othersLabel(others.sessions) : (sum?.(others, zone) ?? ''),
    ),
  ];
  const placed = columns.map((column, at) => tableColumn(column, at, first));
  const table = createTable(placed, last ? [...first, last] : first, width);
  if (first.length > 0) yield `${chalk.bold(table.header())}\n`;
  for (const cells of first) yield `${table.line(cells)}\n`;
  for (let next = remaining.next(); !next.done; next = remaining.next()) {
    yield `${table.line(cellsOf(next.value))}\n`;
  }
  if (last) yield `${table.line(last, chalk.dim)}\n`;
  const closing = width === undefined ? notes : notes.flatMap((note) => wrapText(note, width));
  const leftOut = first.length > 0 ? noRoomFor(table.leftOut, width) : [];
  for (const text of [...closing, ...leftOut]) yield `${chalk.dim(text)}\n`;
}

/** This many rows decide the widths of the columns. */
const sampleSize = 10_000;

/** A column with one value for all sessions says less than any other. */
function tableColumn(
  { name, layout }: SessionColumn,
  at: number,
  sample: readonly (readonly string[])[],
): TableColumn {
  const { rank = at } = layout;
  const isConstant = sample.length > 1 && sample.every((cells) => cells[at] === sample[0]?.[at]);
  return { ...layout, heading: name, rank: isConstant && rank > 1 ? rank + constantRank : rank };
}

/** More than the rank of any column. */
const constantRank = 100;
