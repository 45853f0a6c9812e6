import type { LogFile } from '../source/log-file.ts';
import type { Listed, Source } from '../source/source.ts';
import { createFileScanner, type ScannerResult, type ScanSetup } from './scan/file-scanner.ts';
import { createFrontier, type Frontier } from './scan/frontier.ts';
import { scanHere } from './scan/scan-here.ts';
import type { SpareMemory } from './threads/spare-memory.ts';
import { createWorkerGroup } from './threads/worker-group.ts';
import { scanInWorkers } from './threads/worker-pool.ts';

/** Options of every scan of a run. */
export interface ScanOptions {
  readonly signal: AbortSignal;
  /** Number of worker threads that share the files, and their script; absent to scan only in this thread. */
  readonly workers?: { readonly threads: number; readonly script: URL };
  /** Yield the results of a file before the next file is read. */
  readonly oneFileAtATime?: boolean;
  /** Put the names that the filter is compared with in the ledgers. */
  readonly noteNames?: boolean;
}

/** Options of a single scan. */
export interface ScanRequest {
  readonly setup: ScanSetup;
  /** Returns the position of a file, by its name, in the order in which files are listed; see `Frontier`. */
  readonly positionOf: (file: string) => number;
  /** The caller may soon have enough: read only as far ahead as needed. */
  readonly isLimited: boolean;
  /** Memory that the scanners can reuse. */
  readonly spare: SpareMemory;
}

/** Fewer files than this are read here: that takes less time than to start workers. */
const fewFiles = 16;

/**
 * Reads the log files of the source and yields results as they come; with workers, in any order. Files that
 * cannot be read are in the ledgers, and the scan continues. Throws the signal's reason when it is aborted.
 */
export async function* scanFor(
  { setup: asked, positionOf, isLimited, spare }: ScanRequest,
  source: Source,
  { signal, workers, oneFileAtATime = false, noteNames = false }: ScanOptions,
): AsyncGenerator<ScannerResult> {
  const setup = { ...asked, noteNames };
  // A source that waits for a quota yields few events at a time: each is passed on at once.
  const isPaced = source.newestToCome !== undefined;
  const frontier = createFrontier(positionOf);
  const scanner = lazy(() => createFileScanner(setup, source, spare.take));
  const here = (files: AsyncIterable<Listed> | Iterable<Listed>, ahead = frontier) =>
    scanHere(files, {
      scanner: scanner(),
      source,
      frontier: ahead,
      oneFileAtATime: oneFileAtATime || isPaced || isLimited,
      signal,
    });
  const { filter, order = 'none' } = setup;
  const listing = source.list({ filter, order }, signal)[Symbol.asyncIterator]();
  try {
    if (isPaced || !workers || workers.threads < 2) {
      yield* here(restOf(listing));
      return;
    }
    // With a limit, this thread may find enough in a few files.
    if (isLimited) yield* here(firstOf(listing, fewFiles));
    const few = await takeAll(firstOf(listing, fewFiles));
    if (few.length < fewFiles) {
      yield* here(few);
      return;
    }
    const setAside = createSetAside(frontier);
    const files = forWorkers(chain(few, restOf(listing)), setAside.add);
    const workerGroup = createWorkerGroup({ ...workers, setup, source });
    try {
      yield* scanInWorkers(files, { workerGroup, frontier, isLimited, spare, signal });
    } finally {
      await workerGroup.close();
    }
    if (setAside.files.length > 0) yield* here(setAside.files, setAside.frontier);
  } finally {
    // Not awaited: a listing that hangs must not hold up the rest.
    listing.return?.().catch(() => {});
    await source.close?.();
  }
}

/**
 * Collects what workers cannot take: standard input, errors and files that were left out. This thread handles
 * them when the workers have ended.
 */
function createSetAside(frontier: Frontier) {
  const files: Listed[] = [];
  const numbers: number[] = [];
  return {
    files,
    add(found: Listed) {
      files.push(found);
      if ('name' in found) numbers.push(frontier.list(found.name));
    },
    /** The frontier already knows these files: `list` returns their numbers. */
    frontier: { ...frontier, list: () => numbers.shift() ?? -1 },
  };
}

async function* forWorkers(
  all: AsyncIterable<Listed>,
  keep: (found: Listed) => void,
): AsyncGenerator<LogFile> {
  for await (const found of all) {
    if ('name' in found && found.kind !== 'stdin') yield found;
    else keep(found);
  }
}

/** Returns a function that creates the value on its first call and returns the same value afterwards. */
function lazy<T>(create: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= create();
    return made;
  };
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

async function takeAll<T>(all: AsyncIterable<T>): Promise<T[]> {
  const taken: T[] = [];
  for await (const one of all) taken.push(one);
  return taken;
}

async function* chain<T>(first: Iterable<T>, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* first;
  yield* rest;
}
