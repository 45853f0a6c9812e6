import type { Measures, RankedGroups } from '../../query/group.ts';
import { csvRow } from '../table/csv-row.ts';
import { headerWithZone } from '../text/column.ts';
import type { CountWriterOptions } from './count-writer-options.ts';
import { measureHeader, measureText } from './measure.ts';
import { othersLabel } from './others-label.ts';

/**
 * Renders comma-separated values: a header row, then one line per group. The row for the groups
 * that were left out has its label in the first cell; its other key cells are empty.
 */
export function* renderCountCsv(
  { groups, others }: RankedGroups,
  { columns, measures, zone }: CountWriterOptions,
): Generator<string> {
  const measured = (group: Measures) => measures.map((each) => measureText(each, group, zone));
  yield csvRow([
    ...columns.map((column) => headerWithZone(column, zone)),
    ...measures.map((measure) => measureHeader(measure, zone)),
  ]);
  for (const group of groups) yield csvRow([...group.values, ...measured(group)]);
  if (!others) return;
  const rest = columns.slice(1).map(() => '');
  yield csvRow([othersLabel(others.groups), ...rest, ...measured(others)]);
}
