import { stringify } from 'csv-stringify/sync';
import type { EventRecord } from '../query/event-record.ts';
import { defaultColumns, headerWithZone, readCell } from './column.ts';
import type { EventWriter, Output } from './event-writer.ts';
import { forSpreadsheet, forTerminal } from './sanitize.ts';
import { writeChunks } from './write-chunks.ts';
import type { WriterOptions } from './writer-options.ts';

/**
 * Writes comma-separated values with a header row, one event a line.
 *
 * Lines end in LF, not in the CRLF of RFC 4180: spreadsheets take both, whereas `cut`, `awk` and
 * `grep` would find a carriage return at the end of the last column. There is no byte order mark,
 * which would become part of the first header. Line breaks inside cells are written as `\n`.
 */
export function createCsvWriter(
  { columns = defaultColumns, zone }: Pick<WriterOptions, 'columns' | 'zone'>,
  output: Output,
): EventWriter {
  let header = row(columns.map((column) => headerWithZone(column, zone)));
  function* rows(records: readonly EventRecord[]): Generator<string> {
    if (header !== '') yield header;
    header = '';
    for (const { event } of records) {
      yield row(columns.map((column) => readCell(column, event, zone)));
    }
  }
  return {
    write: (records) => writeChunks(output, rows(records)),
    end: () => writeChunks(output, rows([])),
  };
}

/** A row of one empty cell is written as `""`, because readers skip empty lines. */
function row(cells: readonly string[]): string {
  const safe = cells.map((cell) => forSpreadsheet(forTerminal(cell)));
  return stringify([safe], { quoted_empty: cells.length === 1 });
}
