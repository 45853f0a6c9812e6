import { Chalk, type ChalkInstance } from 'chalk';
import type { AttributeName } from '../event/attributes.ts';
import { type Column, defaultColumns, headerWithZone } from './column.ts';
import { cutMiddle, endsOf, widthOf, wrapText } from './fit-text.ts';
import { paintOutcome } from './outcome-color.ts';
import { forTerminal } from './sanitize.ts';
import { type ColumnDemand, gap, layOut } from './table-layout.ts';
import type { WriterOptions } from './writer-options.ts';

/** A table whose columns have their places. What it returns are lines with their line breaks. */
export interface Table {
  header(): string;
  /** The line of an event, of which there is one cell for every column, shown or not. */
  line(cells: readonly string[]): string;
  /** Names the columns that are not shown; nothing when all are. */
  footer(): readonly string[];
}

/**
 * The table for these columns, laid out for a sample of its lines. Lines are put together here and
 * not by cli-table3, which lays out a whole table at a time, takes 0.1 ms for each line, and
 * measures emoji and marks by other rules than string-width does today.
 */
export function createTable(sample: readonly (readonly string[])[], options: WriterOptions): Table {
  const { columns = defaultColumns, width, zone } = options;
  const chalk = new Chalk({ level: options.color ? 1 : 0 });
  const headers = columns.map((column) => tableCell(headerWithZone(column, zone), width));
  const demands = columns.map(
    (column, at): ColumnDemand => ({
      values: sample.map((cells) => widthOf(cells[at] ?? '')),
      header: widthOf(headers[at] ?? ''),
      ...preferenceOf(column, options.columns ? at : undefined),
    }),
  );
  const placed = layOut(demands, width);

  function line(cells: readonly string[], paint: (text: string, index: number) => string): string {
    let painted = '';
    let blank = 0;
    for (const { index, width: room } of placed) {
      const cell = cells[index] ?? '';
      const text = width === undefined ? cell : cutMiddle(cell, room);
      if (text !== '') {
        painted += ' '.repeat(blank) + paint(text, index);
        blank = 0;
      }
      blank += Math.max(0, room - widthOf(text)) + gap;
    }
    return `${painted}\n`;
  }

  return {
    header: () => line(headers, (text) => chalk.bold(text)),
    line: (cells) => line(cells, (text, index) => paintCell(chalk, text, columns[index])),
    footer() {
      const left = headers.filter((_, at) => !placed.some(({ index }) => index === at));
      if (left.length === 0 || width === undefined) return [];
      const note = wrapText(`no room for: ${left.join(', ')}`, width);
      return note.map((text) => `${chalk.dim(text)}\n`);
    },
  };
}

/** The text as it may stand in a cell: on one line, harmless, not longer than a line. */
export function tableCell(text: string, width: number | undefined): string {
  if (width === undefined) return forTerminal(endsOf(text, longestCell));
  // Cut before escaping, which makes text longer, and after it, which decides the width.
  return cutMiddle(forTerminal(endsOf(text, width * 8)), width);
}

/** UTF-16 units: longer than any field of an event, which has 256 KB at most. */
const longestCell = 2 ** 20;

function paintCell(chalk: ChalkInstance, text: string, column: Column | undefined): string {
  if (column?.kind !== 'attribute') return text;
  if (column.name === 'time') return chalk.dim(text);
  return column.name === 'outcome' ? paintOutcome(chalk, text) : text;
}

/**
 * The least width of a column and its rank. Columns that were asked for (at a position) are left out
 * from the right, those of the default table by what they say about an event.
 */
function preferenceOf(
  column: Column,
  position: number | undefined,
): Pick<ColumnDemand, 'least' | 'rank'> {
  const name = column.kind === 'attribute' ? column.name : undefined;
  return {
    least: (name && leastWidths[name]) ?? 12,
    rank: position ?? byWorth.indexOf(name ?? 'time'),
  };
}

/** So that times, account ids, regions and IPv4 addresses stay whole, and names like TerminateInstances. */
const leastWidths: Partial<Record<AttributeName, number>> = {
  time: 19,
  event: 18,
  principal: 10,
  'source-ip': 15,
  region: 14,
  account: 12,
  resource: 16,
};

const byWorth: readonly AttributeName[] = [
  'event',
  'time',
  'principal',
  'outcome',
  'resource',
  'source-ip',
  'region',
  'account',
];
