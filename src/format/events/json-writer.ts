import { type EventRecord, recordsOf } from '../../query/event-record.ts';
import type { Output } from '../text/output.ts';
import { writeChunks } from '../text/write-chunks.ts';
import type { EventWriter } from './event-writer.ts';
import { recordJson } from './record-json.ts';
import type { WriterOptions } from './writer-options.ts';

/**
 * Writes one document `{"Records":[…]}` in the shape of a CloudTrail log file, one record per line.
 * Without columns, trailscan can read it again.
 */
export function createJsonWriter(
  { columns }: Pick<WriterOptions, 'columns'>,
  output: Output,
): EventWriter {
  let before = '{"Records":[\n';
  function* texts(records: Iterable<EventRecord>): Generator<string> {
    for (const record of records) {
      yield before + recordJson(record, columns);
      before = ',\n';
    }
  }
  return {
    write: (block) => writeChunks(output, texts(recordsOf(block))),
    end: () => output.write(before === ',\n' ? '\n]}\n' : '{"Records":[]}\n'),
  };
}
