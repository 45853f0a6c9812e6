import { stringify } from 'csv-stringify/sync';
import { forSpreadsheet, forTerminal } from '../text/sanitize.ts';

/**
 * Returns a line of comma-separated values. A single empty cell is `""`, because readers skip empty
 * lines.
 */
export function csvRow(cells: readonly string[]): string {
  const safe = cells.map((cell) => forSpreadsheet(forTerminal(cell)));
  return stringify([safe], { quoted_empty: cells.length === 1 });
}
