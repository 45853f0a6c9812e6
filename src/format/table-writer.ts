import { type EventRecord, recordsOf } from '../query/event-record.ts';
import { defaultColumns, readBriefCell } from './column.ts';
import type { EventWriter, Output } from './event-writer.ts';
import { createTable, type Table, tableCell } from './table.ts';
import { writeChunks } from './write-chunks.ts';
import type { WriterOptions } from './writer-options.ts';

/**
 * Writes a table without borders. The first events decide the widths of the columns, the others
 * follow as they come. With a width every line fits it: long values lose their middle, and columns
 * for which there is no room are left out and named after the last event. Without a width values are
 * whole, up to a length that no real value has.
 *
 * Writes nothing at all when there are no events.
 */
export function createTableWriter(options: WriterOptions, output: Output): EventWriter {
  const columns = options.columns ?? defaultColumns;
  let sample: (readonly string[])[] = [];
  let table: Table | undefined;

  function* lines(records: Iterable<EventRecord>): Generator<string> {
    for (const { event } of records) {
      const cells = columns.map((column) =>
        tableCell(readBriefCell(column, event, options.zone), options.width),
      );
      if (table) {
        yield table.line(cells);
      } else {
        sample.push(cells);
        if (sample.length === sampleSize) yield* start();
      }
    }
  }

  function* start(): Generator<string> {
    table = createTable(sample, options);
    yield table.header();
    for (const cells of sample) yield table.line(cells);
    sample = [];
  }

  function* lastLines(): Generator<string> {
    if (sample.length > 0) yield* start();
    if (table) yield* table.footer();
  }

  return {
    write: (block) => writeChunks(output, lines(recordsOf(block))),
    end: () => writeChunks(output, lastLines()),
  };
}

const sampleSize = 500;
