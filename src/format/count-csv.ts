import type { RankedGroups } from '../query/group.ts';
import { headerWithZone } from './column.ts';
import type { CountWriterOptions } from './count-writer-options.ts';
import { csvRow } from './csv-row.ts';
import { othersLabel } from './others-label.ts';

/**
 * Comma-separated values with a header row, one group a line. The row of what was left out has its
 * label in the first cell and nothing in the others.
 */
export function* renderCountCsv(
  { groups, others }: RankedGroups,
  { columns, zone }: CountWriterOptions,
): Generator<string> {
  yield csvRow([...columns.map((column) => headerWithZone(column, zone)), 'events']);
  for (const { values, count } of groups) yield csvRow([...values, String(count)]);
  if (!others) return;
  const rest = columns.slice(1).map(() => '');
  yield csvRow([othersLabel(others.groups), ...rest, String(others.count)]);
}
