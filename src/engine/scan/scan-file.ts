import { type Decoded, decode } from '../../decode/decode.ts';
import type { RecordPredicate } from '../../filter/compile-filter.ts';
import type { Batch } from '../../query/batch.ts';
import type { EventRecord } from '../../query/event-record.ts';
import { createLedger, type Ledger } from '../../query/ledger.ts';
import { describeIoError } from '../../source/io-error.ts';
import type { LogFile } from '../../source/log-file.ts';
import type { Source } from '../../source/source.ts';
import { createFileTally, type FileTally } from './file-tally.ts';

/** What a file is scanned with. */
export interface FileScan {
  readonly source: Source;
  readonly matches: RecordPredicate;
  readonly signal: AbortSignal;
}

/** Reads one log file to its end and yields the events that match, second deliveries included. */
export async function* scanFile(
  file: LogFile,
  { source, matches, signal }: FileScan,
): AsyncGenerator<Batch> {
  const tally = createFileTally(file);
  let ledger = createLedger();
  let failure: string | undefined;
  const stored = untilFailure(source.open(file, signal), {
    onBytes: (bytes) => {
      ledger.bytes += bytes;
    },
    onFailure: (error) => {
      signal.throwIfAborted();
      failure = describeIoError(error);
    },
  });
  const decoded = decode(file.name, stored, (bytes) => {
    ledger.inflatedBytes += bytes;
  });
  for await (const found of decoded) {
    const records = select(found, { matches, tally, ledger });
    if (records.length === 0) continue;
    const batch = { records, ledger };
    ledger = createLedger();
    yield batch;
  }
  if (failure !== undefined) tally.failed(failure, ledger);
  tally.close(ledger);
  yield { records: [], ledger };
}

/** What could be read before a failure is worth as much as a whole file. */
async function* untilFailure(
  chunks: AsyncIterable<Uint8Array>,
  on: { readonly onBytes: (bytes: number) => void; readonly onFailure: (error: unknown) => void },
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of chunks) {
      on.onBytes(chunk.length);
      yield chunk;
    }
  } catch (error) {
    on.onFailure(error);
  }
}

/** Counts everything that was found; returns the records that match. */
function select(
  decoded: readonly Decoded[],
  {
    matches,
    tally,
    ledger,
  }: { readonly matches: RecordPredicate; readonly tally: FileTally; readonly ledger: Ledger },
): EventRecord[] {
  const records: EventRecord[] = [];
  for (const found of decoded) {
    if (found.kind !== 'event') {
      tally.add(found, ledger);
      continue;
    }
    tally.sawEvent();
    ledger.records++;
    if (matches(found.record)) {
      ledger.matched++;
      records.push(found.record);
    } else {
      ledger.notMatched++;
    }
  }
  return records;
}
