import type { EventRecord } from '../query/event-record.ts';
import type { EventWriter, Output } from './event-writer.ts';
import { recordJson } from './record-json.ts';
import { writeChunks } from './write-chunks.ts';
import type { WriterOptions } from './writer-options.ts';

/** Writes one JSON object a line: the records as they were read, or the columns asked for. */
export function createNdjsonWriter(
  { columns }: Pick<WriterOptions, 'columns'>,
  output: Output,
): EventWriter {
  function* lines(records: readonly EventRecord[]): Generator<string> {
    for (const record of records) yield `${recordJson(record, columns)}\n`;
  }
  return {
    write: (records) => writeChunks(output, lines(records)),
    end: async () => {},
  };
}
