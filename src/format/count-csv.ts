import { stringify } from 'csv-stringify/sync';
import type { RankedGroups } from '../query/group.ts';
import { headerWithZone } from './column.ts';
import type { CountWriterOptions } from './count-writer-options.ts';
import { othersLabel } from './others-label.ts';
import { forSpreadsheet, forTerminal } from './sanitize.ts';

/**
 * Comma-separated values with a header row, one group a line. The row of what was left out has its
 * label in the first cell and nothing in the others.
 */
export function* renderCountCsv(
  { groups, others }: RankedGroups,
  { columns, zone }: CountWriterOptions,
): Generator<string> {
  yield row([...columns.map((column) => headerWithZone(column, zone)), 'events']);
  for (const { values, count } of groups) yield row([...values, String(count)]);
  if (!others) return;
  const rest = columns.slice(1).map(() => '');
  yield row([othersLabel(others.groups), ...rest, String(others.count)]);
}

function row(cells: readonly string[]): string {
  return stringify([cells.map((cell) => forSpreadsheet(forTerminal(cell)))]);
}
