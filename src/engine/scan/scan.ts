import type { Readable } from 'node:stream';
import { type Decoded, decode } from '../../decode/decode.ts';
import { eventIdOf } from '../../event/event.ts';
import { compileFilter, type RecordPredicate } from '../../filter/compile-filter.ts';
import type { Batch } from '../../query/batch.ts';
import type { EventRecord } from '../../query/event-record.ts';
import { createLedger, type Ledger } from '../../query/ledger.ts';
import type { Query } from '../../query/query.ts';
import { findLogFiles } from '../../source/find-log-files.ts';
import { describeIoError } from '../../source/io-error.ts';
import type { LogFile } from '../../source/log-file.ts';
import { openLogFile } from '../../source/open-log-file.ts';
import { createFileTally, type FileTally } from './file-tally.ts';

/** Where a scan reads, and what ends it early. */
export interface ScanInput {
  readonly sources: readonly string[];
  readonly stdin: Readable;
  readonly signal: AbortSignal;
}

/**
 * Reads all log files of the sources and yields the events that match, as they are found. Whatever
 * cannot be read is in a batch's ledger, and the scan goes on.
 */
export async function* scan(query: Query, input: ScanInput): AsyncGenerator<Batch> {
  const test = createTest(query);
  for await (const found of findLogFiles(input.sources)) {
    input.signal.throwIfAborted();
    if ('reason' in found) {
      const ledger = { ...createLedger(), files: 1, unreadableFiles: 1, errors: [found] };
      yield { records: [], ledger };
    } else {
      yield* scanFile(found, test, input);
    }
  }
}

type Verdict = 'matched' | 'notMatched' | 'duplicates';

/** Tests records one after the other; remembers the eventIDs that matched. */
function createTest(query: Query): (record: EventRecord) => Verdict {
  const matches: RecordPredicate = compileFilter(query.filter);
  const seen = new Set<string>();
  return (record) => {
    if (!matches(record)) return 'notMatched';
    const id = eventIdOf(record.event);
    if (query.keepDuplicates || id === undefined) return 'matched';
    if (seen.has(id)) return 'duplicates';
    seen.add(id);
    return 'matched';
  };
}

async function* scanFile(
  file: LogFile,
  test: (record: EventRecord) => Verdict,
  input: ScanInput,
): AsyncGenerator<Batch> {
  let ledger = createLedger();
  const tally = createFileTally(file);
  try {
    const stored = count(
      openLogFile(file, input.stdin, input.signal),
      (bytes) => (ledger.bytes += bytes),
    );
    for await (const decoded of decode(
      file.name,
      stored,
      (bytes) => (ledger.inflatedBytes += bytes),
    )) {
      const records = sort(decoded, { test, tally, ledger });
      if (records.length > 0) {
        const batch = { records, ledger };
        ledger = createLedger();
        yield batch;
      }
    }
  } catch (error) {
    input.signal.throwIfAborted();
    tally.failed(describeIoError(error), ledger);
  }
  tally.close(ledger);
  yield { records: [], ledger };
}

/** Puts each thing found where it is counted; returns the records that matched. */
function sort(
  decoded: readonly Decoded[],
  {
    test,
    tally,
    ledger,
  }: { test: (record: EventRecord) => Verdict; tally: FileTally; ledger: Ledger },
): EventRecord[] {
  const records: EventRecord[] = [];
  for (const found of decoded) {
    if (found.kind !== 'event') {
      tally.add(found, ledger);
      continue;
    }
    tally.sawEvent();
    const verdict = test(found.record);
    ledger.records++;
    ledger[verdict]++;
    if (verdict === 'matched') records.push(found.record);
  }
  return records;
}

async function* count(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onBytes(chunk.length);
    yield chunk;
  }
}
