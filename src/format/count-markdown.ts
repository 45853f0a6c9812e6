import type { RankedGroups } from '../query/group.ts';
import { headerWithZone } from './column.ts';
import type { CountWriterOptions } from './count-writer-options.ts';
import { markdownCell, markdownRow } from './markdown-row.ts';
import { othersLabel } from './others-label.ts';

/** A table as GitHub shows it, one group a row; `-` where there is no value. */
export function* renderCountMarkdown(
  { groups, others }: RankedGroups,
  { columns, zone }: CountWriterOptions,
): Generator<string> {
  yield markdownRow([
    ...columns.map((column) => markdownCell(headerWithZone(column, zone))),
    'events',
  ]);
  yield `|${' --- |'.repeat(columns.length)} ---: |\n`;
  for (const { values, count } of groups) yield markdownRow([...values.map(cell), String(count)]);
  if (!others) return;
  const rest = columns.slice(1).map(() => '');
  yield markdownRow([othersLabel(others.groups), ...rest, String(others.count)]);
}

function cell(value: string): string {
  return value === '' ? '-' : markdownCell(value);
}
