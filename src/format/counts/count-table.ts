import { Chalk } from 'chalk';
import type { Group, RankedGroups } from '../../query/group.ts';
import { noRoomFor } from '../table/table.ts';
import { noValue, tableCell } from '../table/table-cell.ts';
import { type CountRow, layOutCounts, measuredTexts } from './count-layout.ts';
import type { CountWriterOptions } from './count-writer-options.ts';
import { othersLabel } from './others-label.ts';

/**
 * A table without borders, one group a line, what is measured at the end; `-` where there is no value.
 * Where there is room, the events are also shown as shares of all, and as bars. With a width every line
 * fits it: long values lose their middle, and columns for which there is no room are left out, from
 * the right, and named after the last line; so is what is measured, all but the first. What comes after
 * ten thousand groups fits in where it can, and then there are no shares. Nothing at all of no groups.
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
  const toCome = groups[Symbol.iterator]();
  const first: CountRow[] = [];
  for (const group of takeFrom(toCome, mostLaidOut)) first.push(rowOf(group));
  if (first.length === 0) return;
  const last = others && {
    keys: columns.map((_, at) => (at === 0 ? othersLabel(others.groups) : '')),
    measured: measuredTexts(others, options),
    events: others.count,
    isSum: true,
  };
  const isAll = first.length < mostLaidOut;
  const table = layOutCounts(last ? [...first, last] : first, isAll, options);

  yield `${table.header(chalk.bold)}\n`;
  for (const row of first) yield `${table.line(row)}\n`;
  for (const group of takeFrom(toCome)) yield `${table.line(rowOf(group))}\n`;
  if (last) yield `${table.line(last, chalk.dim)}\n`;
  for (const text of noRoomFor(table.left, width)) yield `${chalk.dim(text)}\n`;
}

/** Groups by which a table is laid out. */
const mostLaidOut = 10_000;

/** At most this many of those that are left. */
function* takeFrom<T>(rest: Iterator<T>, most = Number.POSITIVE_INFINITY): Generator<T> {
  for (let taken = 0; taken < most; taken++) {
    const { done, value } = rest.next();
    if (done) return;
    yield value;
  }
}
