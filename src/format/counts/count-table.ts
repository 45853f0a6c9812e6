import { Chalk } from 'chalk';
import type { Group, RankedGroups } from '../../query/group.ts';
import { noRoomFor } from '../table/table.ts';
import { noValue, tableCell } from '../table/table-cell.ts';
import { type CountRow, layOutCounts, measuredTexts } from './count-layout.ts';
import type { CountWriterOptions } from './count-writer-options.ts';
import { othersLabel } from './others-label.ts';

/**
 * Renders a table without borders: one line per group, keys first, then measures; a missing value
 * is `-`. If there is room, the events are also shown as shares of the total and as bars. With a
 * width, every line fits it: long values lose their middle; columns that do not fit, except the
 * first measure, are left out from the right and listed after the last line. The first 10,000
 * groups decide the widths; with more groups, there are no shares. Renders nothing without groups.
 */
export function* renderCountTable(
  { groups, others }: RankedGroups,
  options: CountWriterOptions,
): Generator<string> {
  const { columns, width, color } = options;
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const rowOf = (group: Group): CountRow => ({
    keys: group.values.map((value) => (value === '' ? noValue : tableCell(value, width))),
    measured: measuredTexts(group, options),
    events: group.count,
  });
  const remaining = groups[Symbol.iterator]();
  const first: CountRow[] = [];
  for (const group of takeFrom(remaining, sampleSize)) first.push(rowOf(group));
  if (first.length === 0) return;
  const last = others && {
    keys: columns.map((_, at) => (at === 0 ? othersLabel(others.groups) : '')),
    measured: measuredTexts(others, options),
    events: others.count,
    isSum: true,
  };
  const isAll = first.length < sampleSize;
  const table = layOutCounts(last ? [...first, last] : first, isAll, options);

  yield `${table.header(chalk.bold)}\n`;
  for (const row of first) yield `${table.line(row)}\n`;
  for (const group of takeFrom(remaining)) yield `${table.line(rowOf(group))}\n`;
  if (last) yield `${table.line(last, chalk.dim)}\n`;
  for (const text of noRoomFor(table.leftOut, width)) yield `${chalk.dim(text)}\n`;
}

/** How many groups decide the widths of the columns. */
const sampleSize = 10_000;

/** Yields at most this many of the remaining values. */
function* takeFrom<T>(values: Iterator<T>, max = Number.POSITIVE_INFINITY): Generator<T> {
  for (let taken = 0; taken < max; taken++) {
    const { done, value } = values.next();
    if (done) return;
    yield value;
  }
}
