import { Chalk } from 'chalk';
import { type EventRecord, recordsOf } from '../../query/event-record.ts';
import { createTable, noRoomFor, type Table } from '../table/table.ts';
import { tableCell } from '../table/table-cell.ts';
import { defaultColumns, readBriefCell } from '../text/column.ts';
import type { Output } from '../text/output.ts';
import { writeChunks } from '../text/write-chunks.ts';
import { eventColumns } from './event-columns.ts';
import type { EventWriter } from './event-writer.ts';
import type { WriterOptions } from './writer-options.ts';

/**
 * Writes a table without borders. The first events decide the widths of the columns; later events are written as
 * they come. With a width, every line fits it: long values lose their middle, and columns that do not fit are left
 * out and listed after the last event. Without a width, values are whole up to a length that no real value has.
 *
 * Writes nothing without events.
 */
export function createTableWriter(options: WriterOptions, output: Output): EventWriter {
  const { columns = defaultColumns, width, zone } = options;
  const chalk = new Chalk({ level: options.color ? 1 : 0 });
  let sample: (readonly string[])[] = [];
  let table: Table | undefined;

  function* lines(records: Iterable<EventRecord>): Generator<string> {
    for (const { event } of records) {
      const cells = columns.map((column) => tableCell(readBriefCell(column, event, zone), width));
      if (table) {
        yield `${table.line(cells)}\n`;
      } else {
        sample.push(cells);
        if (sample.length === sampleSize) yield* start();
      }
    }
  }

  function* start(): Generator<string> {
    const created = createTable(eventColumns(options, chalk), sample, width);
    yield `${created.header(chalk.bold)}\n`;
    for (const cells of sample) yield `${created.line(cells)}\n`;
    table = created;
    sample = [];
  }

  function* lastLines(): Generator<string> {
    if (sample.length > 0) yield* start();
    for (const text of noRoomFor(table?.leftOut ?? [], width)) yield `${chalk.dim(text)}\n`;
  }

  return {
    write: (block) => writeChunks(output, lines(recordsOf(block))),
    end: () => writeChunks(output, lastLines()),
  };
}

const sampleSize = 500;
