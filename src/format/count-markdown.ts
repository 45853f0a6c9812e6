import type { RankedGroups } from '../query/group.ts';
import { headerWithZone } from './column.ts';
import type { CountWriterOptions } from './count-writer-options.ts';
import { endsOf } from './fit-text.ts';
import { othersLabel } from './others-label.ts';
import { forMarkdown } from './sanitize.ts';

/** A table as GitHub shows it, one group a row; `-` where there is no value. */
export function* renderCountMarkdown(
  { groups, others }: RankedGroups,
  { columns, zone }: CountWriterOptions,
): Generator<string> {
  yield row([...columns.map((column) => forMarkdown(headerWithZone(column, zone))), 'events']);
  yield `|${' --- |'.repeat(columns.length)} ---: |\n`;
  for (const { values, count } of groups) yield row([...values.map(cell), String(count)]);
  if (!others) return;
  const rest = columns.slice(1).map(() => '');
  yield row([othersLabel(others.groups), ...rest, String(others.count)]);
}

function cell(value: string): string {
  return value === '' ? '-' : forMarkdown(endsOf(value, longestCell));
}

/** UTF-16 units. GitHub shows no files above half a megabyte. */
const longestCell = 2 ** 16;

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}
