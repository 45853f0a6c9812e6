import { Chalk, type ChalkInstance } from 'chalk';
import type { RankedGroups } from '../query/group.ts';
import { type Column, headerWithZone } from './column.ts';
import type { CountWriterOptions } from './count-writer-options.ts';
import { cutMiddle, widthOf, wrapText } from './fit-text.ts';
import { othersLabel } from './others-label.ts';
import { paintOutcome } from './outcome-color.ts';
import { tableCell } from './table.ts';
import { gap, layOut, type PlacedColumn } from './table-layout.ts';

/**
 * A table without borders, one group a line, its events at the end; `-` where there is no value. With
 * a width every line fits it: long values lose their middle, and columns for which there is no room
 * are left out, from the right, and named after the last line. Nothing at all of no groups.
 */
export function* renderCountTable(
  { groups, others }: RankedGroups,
  { columns, width, color, zone }: CountWriterOptions,
): Generator<string> {
  if (groups.length === 0) return;
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const headers = columns.map((column) => tableCell(headerWithZone(column, zone), width));
  const rows = groups.map(({ values, count }) => ({
    cells: values.map((value) => (value === '' ? noValue : tableCell(value, width))),
    events: count.toLocaleString('en-US'),
  }));
  const last = others && {
    cells: [othersLabel(others.groups)],
    events: others.count.toLocaleString('en-US'),
  };
  const all = last ? [...rows, last] : rows;
  const room = all.reduce((most, { events }) => Math.max(most, events.length), title.length);
  const placed = place(headers, all, width && Math.max(1, width - room - gap));

  function line({ cells, events }: Row, paint: Paint): string {
    const painted = placed.map(({ index, width: most }) => {
      const cell = cells[index] ?? '';
      const text = width === undefined ? cell : cutMiddle(cell, most);
      return paint(text, columns[index]) + ' '.repeat(Math.max(0, most - widthOf(text)) + gap);
    });
    return `${painted.join('')}${paint(events.padStart(room))}\n`;
  }

  yield line({ cells: headers, events: title }, (text) => chalk.bold(text));
  for (const row of rows) yield line(row, (text, column) => paintCell(chalk, text, column));
  if (last) yield line(last, (text) => chalk.dim(text));
  const left = headers.filter((_, at) => !placed.some(({ index }) => index === at));
  if (left.length === 0 || width === undefined) return;
  for (const text of wrapText(`no room for: ${left.join(', ')}`, width)) {
    yield `${chalk.dim(text)}\n`;
  }
}

/** The cells of a line, of which there may be less than columns, and the last one. */
interface Row {
  readonly cells: readonly string[];
  readonly events: string;
}

type Paint = (text: string, column?: Column) => string;

const title = 'events';
const noValue = '-';
/** Terminal cells: rather than narrower, a column is left out. */
const leastWidth = 12;

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
