import { csvRow } from '../table/csv-row.ts';
import type { Output } from '../text/output.ts';
import type { EventWriter } from './event-writer.ts';
import { createRowWriter } from './row-writer.ts';
import type { WriterOptions } from './writer-options.ts';

/**
 * Writes comma-separated values with a header row, one line per event.
 *
 * Lines end in LF rather than RFC 4180's CRLF: spreadsheets accept both, whereas `cut`, `awk` and
 * `grep` would see a carriage return at the end of the last column. A byte order mark is not
 * written, because it would become part of the first header. Line breaks inside cells are written
 * as `\n`.
 */
export function createCsvWriter(
  options: Pick<WriterOptions, 'columns' | 'zone'>,
  output: Output,
): EventWriter {
  return createRowWriter({ header: csvRow, row: csvRow }, options, output);
}
