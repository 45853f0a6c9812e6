/**
 * Scans a source: lists its log files and reads them, in the main thread when there are few and in
 * workers when there are many.
 */
import { lazy } from '../lazy.ts';
import type { LogFile } from '../source/log-file.ts';
import type { ListingEntry, Source } from '../source/source.ts';
import { ListingAhead } from './listing-ahead.ts';
import { createFileScanner, type ScannerResult, type ScanSetup } from './scan/file-scanner.ts';
import { createFrontier, type Frontier } from './scan/frontier.ts';
import { type MainThreadOptions, scanInMainThread } from './scan/scan-in-main-thread.ts';
import type { SpareMemory } from './threads/spare-memory.ts';

/** Options of every scan of a run. */
export interface ScanOptions {
  readonly signal: AbortSignal;
  /**
   * The number of worker threads that share the files, and their script; absent to scan only in the
   * main thread.
   */
  readonly workers?: { readonly threads: number; readonly script: URL };
  /** Yield the results of a file before the next file is read. */
  readonly oneFileAtATime?: boolean;
  /** Put the names that the filter is compared with in the ledgers. */
  readonly noteNames?: boolean;
}

/** Options of a single scan. */
export interface ScanRequest {
  readonly setup: ScanSetup;
  /**
   * Returns the position of the next listed file in the requested order, from its name; see
   * `Frontier`.
   */
  readonly positionOf: (file: string) => number;
  /** The caller may soon have enough: read only as far ahead as needed. */
  readonly isLimited: boolean;
  /** Memory that the scanners can reuse. */
  readonly spare: SpareMemory;
}

/** With a limit, this many files are read one by one before any are read ahead. */
const firstFiles = 16;

/**
 * Reads the log files of the source and yields results as they arrive; with workers, in any order.
 * The ledgers count files that cannot be read, and the scan continues. Throws the signal's reason
 * when it is aborted.
 */
export async function* scanSource(
  { setup: asked, positionOf, isLimited, spare }: ScanRequest,
  source: Source,
  { signal, workers, oneFileAtATime = false, noteNames = false }: ScanOptions,
): AsyncGenerator<ScannerResult> {
  const setup = { ...asked, noteNames };
  // A source that waits for a quota yields few events at a time: each is passed on at once.
  const isPaced = source.newestRemaining !== undefined;
  const frontier = createFrontier(positionOf);
  const scanner = lazy(() => createFileScanner(setup, source, spare.take));
  const inMainThread = (
    files: AsyncIterable<ListingEntry> | Iterable<ListingEntry>,
    options: Partial<Pick<MainThreadOptions, 'frontier' | 'fetchAhead'>> = {},
  ) =>
    scanInMainThread(files, {
      scanner: scanner(),
      source,
      frontier,
      oneFileAtATime: oneFileAtATime || isPaced || isLimited,
      fetchAhead: !(oneFileAtATime || isPaced || isLimited),
      signal,
      ...options,
    });
  const { filter, order = 'none' } = setup;
  const listing = source.list({ filter, order }, signal)[Symbol.asyncIterator]();
  try {
    if (isPaced || !workers || workers.threads < 2) {
      yield* inMainThread(restOf(listing));
      return;
    }
    // With a limit, this thread may find enough in a few files.
    if (isLimited) yield* inMainThread(firstOf(listing, firstFiles));
    const ahead = new ListingAhead(listing);
    const few = ahead.few();
    const first = await few.next();
    if (!first.done) yield* inMainThread(chain([first.value], few), { fetchAhead: true });
    if (!ahead.hasMany) return;
    const setAside = createSetAside(frontier);
    const files = forWorkers(ahead.rest(), setAside.add);
    const [{ createWorkerGroup }, { scanInWorkers }] = await Promise.all([
      import('./threads/worker-group.ts'),
      import('./threads/worker-pool.ts'),
    ]);
    const workerGroup = createWorkerGroup({ ...workers, setup, source });
    try {
      yield* scanInWorkers(files, { workerGroup, frontier, isLimited, spare, signal });
    } finally {
      await workerGroup.close();
    }
    if (setAside.entries.length > 0) {
      yield* inMainThread(setAside.entries, { frontier: setAside.frontier });
    }
  } finally {
    // Not awaited: a listing that hangs must not hold up the rest.
    listing.return?.().catch(() => {});
    await source.close?.();
  }
}

/**
 * Collects the entries that workers cannot handle: standard input, errors, and counts of files that
 * were left out. The main thread handles them after the workers have finished.
 */
function createSetAside(frontier: Frontier) {
  const entries: ListingEntry[] = [];
  const numbers: number[] = [];
  return {
    entries,
    add(entry: ListingEntry) {
      entries.push(entry);
      if ('name' in entry) numbers.push(frontier.add(entry.name));
    },
    /** The frontier already knows these files: `add` returns their numbers. */
    frontier: { ...frontier, add: () => numbers.shift() ?? -1 },
  };
}

async function* forWorkers(
  entries: AsyncIterable<ListingEntry>,
  setAside: (entry: ListingEntry) => void,
): AsyncGenerator<LogFile> {
  for await (const entry of entries) {
    if ('name' in entry && entry.kind !== 'stdin') yield entry;
    else setAside(entry);
  }
}

async function* restOf<T>(iterator: AsyncIterator<T>): AsyncGenerator<T> {
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
}

/** Yields at most this many elements; the iterator continues after them. */
async function* firstOf<T>(iterator: AsyncIterator<T>, count: number): AsyncGenerator<T> {
  for (let taken = 0; taken < count; taken++) {
    const next = await iterator.next();
    if (next.done) return;
    yield next.value;
  }
}

async function* chain<T>(first: Iterable<T>, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* first;
  yield* rest;
}
