import { type EventRecord, recordsOf } from '../../query/event-record.ts';
import { defaultColumns, headerWithZone, readCell } from '../text/column.ts';
import type { Output } from '../text/output.ts';
import { writeChunks } from '../text/write-chunks.ts';
import type { EventWriter } from './event-writer.ts';
import type { WriterOptions } from './writer-options.ts';

/** How a format writes the header and each row; a row does not depend on the others. */
export interface RowFormat {
  /** Returns the text before the first row; it is written even without events. */
  header(cells: readonly string[]): string;
  row(cells: readonly string[]): string;
}

/** Creates a writer of one row per event, below a header. */
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
