import { Chalk } from 'chalk';
import type { CloudTrailEvent } from '../../event/event.ts';
import { type EventRecord, recordsOf } from '../../query/event-record.ts';
import { createTable, noRoomFor, type Table } from '../table/table.ts';
import { tableCell } from '../table/table-cell.ts';
import { defaultColumns, readBriefCell } from '../text/column.ts';
import type { Output } from '../text/output.ts';
import { writeChunks } from '../text/write-chunks.ts';
import { eventColumns } from './event-columns.ts';
import type { EventWriter } from './event-writer.ts';
import { createPersonNames } from './person-names.ts';
import type { WriterOptions } from './writer-options.ts';

/**
 * Writes a table without borders. The first events decide the widths of the columns; later events
 * are written as they come. With a width, every line fits it: long values lose their middle, and
 * columns that do not fit are left out and listed after the last event. Without a width, values are
 * whole up to a length that no real value has.
 *
 * Writes nothing without events.
 */
export function createTableWriter(options: WriterOptions, output: Output): EventWriter {
  const { columns = defaultColumns, width, zone } = options;
  const chalk = new Chalk({ level: options.color ? 1 : 0 });
  const names = createPersonNames();
  let sample: CloudTrailEvent[] = [];
  let table: Table | undefined;

  const cellsOf = (event: CloudTrailEvent) =>
    columns.map((column) => {
      const cell = readBriefCell(column, event, zone);
      return tableCell(names.beside(cell, column, event), width);
    });

  function* lines(records: Iterable<EventRecord>): Generator<string> {
    for (const { event } of records) {
      names.learn(event);
      if (table) {
        yield `${table.line(cellsOf(event))}\n`;
      } else {
        sample.push(event);
        if (sample.length === sampleSize) yield* start();
      }
    }
  }

  function* start(): Generator<string> {
    const rows = sample.map(cellsOf);
    const created = createTable(eventColumns(options, chalk), rows, width);
    yield `${created.header(chalk.bold)}\n`;
    for (const cells of rows) yield `${created.line(cells)}\n`;
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
