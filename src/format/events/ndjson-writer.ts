import { isAscii } from 'node:buffer';
import { type EventRecord, recordsOf } from '../../query/event-record.ts';
import type { RecordBlock } from '../../query/record-block.ts';
import type { Output } from '../text/output.ts';
import { writeChunks } from '../text/write-chunks.ts';
import type { EventWriter } from './event-writer.ts';
import { recordJson } from './record-json.ts';
import type { WriterOptions } from './writer-options.ts';

/** Writes one JSON object per line: the record as it was read, or the requested columns. */
export function createNdjsonWriter(
  { columns }: Pick<WriterOptions, 'columns'>,
  output: Output,
): EventWriter {
  function* lines(records: Iterable<EventRecord>): Generator<string> {
    for (const record of records) yield `${recordJson(record, columns)}\n`;
  }
  return {
    write: (block) =>
      !columns && needsNoEscapes(block)
        ? output.write(block.texts)
        : writeChunks(output, lines(recordsOf(block))),
    end: async () => {},
  };
}

/**
 * Returns whether nothing must be escaped. JSON text already escapes all ASCII controls except DEL.
 */
function needsNoEscapes({ texts }: RecordBlock): boolean {
  return isAscii(texts) && !texts.includes(0x7f);
}
