import type { FileError } from '../../errors.ts';
import { compileFilter } from '../../filter/compile-filter.ts';
import type { Batch } from '../../query/batch.ts';
import type { Filter } from '../../query/filter.ts';
import { createLedger } from '../../query/ledger.ts';
import type { LogFile } from '../../source/log-file.ts';
import type { Source } from '../../source/source.ts';
import { scanFile } from './scan-file.ts';
import { scanInWorkers } from './worker-pool.ts';

/** How a scan runs. */
export interface ScanOptions {
  readonly signal: AbortSignal;
  /** Threads to share the files among, and their script; without them this thread scans alone. */
  readonly workers?: { readonly threads: number; readonly script: URL };
}

/** So few files are scanned before workers have started. */
const fewFiles = 16;

/**
 * Reads all log files of the source and yields the events that match, with all their deliveries, as
 * they are found: with workers in any order. Whatever cannot be read is in a batch's ledger, and the
 * scan goes on. Throws the signal's reason when it is aborted.
 */
export async function* scan(
  filter: Filter,
  source: Source,
  { signal, workers }: ScanOptions,
): AsyncGenerator<Batch> {
  const listing = source.list(filter, signal)[Symbol.asyncIterator]();
  const few: (LogFile | FileError)[] = [];
  let next = await listing.next();
  while (!next.done && few.length < fewFiles) {
    few.push(next.value);
    next = await listing.next();
  }
  const all = (async function* () {
    yield* few;
    for (; !next.done; next = await listing.next()) yield next.value;
  })();
  try {
    if (next.done || !workers || workers.threads < 2) {
      yield* scanHere(all, { filter, source, signal });
      return;
    }
    const kept: (LogFile | FileError)[] = [];
    yield* scanInWorkers(pathsOf(all, kept), { ...workers, filter, signal });
    yield* scanHere(kept, { filter, source, signal });
  } finally {
    await listing.return?.();
  }
}

/** Workers open paths; what else is found, standard input and errors, is kept for this thread. */
async function* pathsOf(
  all: AsyncIterable<LogFile | FileError>,
  kept: (LogFile | FileError)[],
): AsyncGenerator<LogFile> {
  for await (const found of all) {
    if (!('reason' in found) && found.kind === 'path') yield found;
    else kept.push(found);
  }
}

async function* scanHere(
  all: AsyncIterable<LogFile | FileError> | Iterable<LogFile | FileError>,
  { filter, source, signal }: { filter: Filter; source: Source; signal: AbortSignal },
): AsyncGenerator<Batch> {
  const matches = compileFilter(filter);
  for await (const found of all) {
    signal.throwIfAborted();
    if ('reason' in found) {
      const ledger = { ...createLedger(), files: 1, unreadableFiles: 1, errors: [found] };
      yield { records: [], ledger };
    } else {
      yield* scanFile(found, { source, matches, signal });
    }
  }
}
