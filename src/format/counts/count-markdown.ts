import type { Measures, RankedGroups } from '../../query/group.ts';
import { markdownCell, markdownRow } from '../table/markdown-row.ts';
import { headerWithZone } from '../text/column.ts';
import type { CountWriterOptions } from './count-writer-options.ts';
import { isTime, measureHeader, measureText } from './measure.ts';
import { othersLabel } from './others-label.ts';

/** Renders a GitHub table with one row per group; a missing value is `-`. */
export function* renderCountMarkdown(
  { groups, others }: RankedGroups,
  { columns, measures, zone }: CountWriterOptions,
): Generator<string> {
  const measured = (group: Measures) =>
    measures.map((measure) => measureText(measure, group, zone) || noValue);
  yield markdownRow(
    [
      ...columns.map((column) => headerWithZone(column, zone)),
      ...measures.map((measure) => measureHeader(measure, zone)),
    ].map(markdownCell),
  );
  const rules = measures.map((measure) => (isTime(measure) ? ' --- |' : ' ---: |'));
  yield `|${' --- |'.repeat(columns.length)}${rules.join('')}\n`;
  for (const group of groups) yield markdownRow([...group.values.map(cell), ...measured(group)]);
  if (!others) return;
  const rest = columns.slice(1).map(() => '');
  yield markdownRow([othersLabel(others.groups), ...rest, ...measured(others)]);
}

const noValue = '-';

function cell(value: string): string {
  return value === '' ? noValue : markdownCell(value);
}
