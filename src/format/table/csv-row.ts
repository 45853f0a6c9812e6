import { stringify } from 'csv-stringify/sync';
import { forSpreadsheet, forTerminal } from '../text/sanitize.ts';

/** A line of comma-separated values. One empty cell is written as `""`: readers skip empty lines. */
export function csvRow(cells: readonly string[]): string {
  const safe = cells.map((cell) => forSpreadsheet(forTerminal(cell)));
  return stringify([safe], { quoted_empty: cells.length === 1 });
}
