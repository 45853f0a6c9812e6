import { type EventRecord, recordsOf } from '../../query/event-record.ts';
import { defaultColumns, headerWithZone, readCell } from '../text/column.ts';
import type { Output } from '../text/output.ts';
import { writeChunks } from '../text/write-chunks.ts';
import type { EventWriter } from './event-writer.ts';
import type { WriterOptions } from './writer-options.ts';

/** How a format writes a table whose rows need not know of each other. */
export interface RowFormat {
  /** What comes before the first event, also when there is none. */
  header(cells: readonly string[]): string;
  row(cells: readonly string[]): string;
}

/** A writer of one row an event, under a header. */
export function createRowWriter(
  { header, row }: RowFormat,
  { columns = defaultColumns, zone }: Pick<WriterOptions, 'columns' | 'zone'>,
  output: Output,
): EventWriter {
  let before = header(columns.map((column) => headerWithZone(column, zone)));
  function* rows(records: Iterable<EventRecord>): Generator<string> {
    if (before !== '') yield before;
    before = '';
    for (const { event } of records) {
      yield row(columns.map((column) => readCell(column, event, zone)));
    }
  }
  return {
    write: (block) => writeChunks(output, rows(recordsOf(block))),
    end: () => writeChunks(output, rows([])),
  };
}
