import { compileFilter } from '../../filter/compile-filter.ts';
import type { Batch } from '../../query/batch.ts';
import { createLedger } from '../../query/ledger.ts';
import type { Query } from '../../query/query.ts';
import type { Source } from '../../source/source.ts';
import { dropDuplicates } from './drop-duplicates.ts';
import { scanFile } from './scan-file.ts';

/**
 * Reads all log files of the source and yields the events that match, as they are found. Whatever
 * cannot be read is in a batch's ledger, and the scan goes on. Throws the signal's reason when it is
 * aborted.
 */
export function scan(query: Query, source: Source, signal: AbortSignal): AsyncGenerator<Batch> {
  const batches = scanFiles(query, source, signal);
  return query.keepDuplicates ? batches : dropDuplicates(batches);
}

async function* scanFiles(
  { filter }: Query,
  source: Source,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  const matches = compileFilter(filter);
  for await (const found of source.list(filter, signal)) {
    signal.throwIfAborted();
    if ('reason' in found) {
      const ledger = { ...createLedger(), files: 1, unreadableFiles: 1, errors: [found] };
      yield { records: [], ledger };
    } else {
      yield* scanFile(found, { source, matches, signal });
    }
  }
}
