import type { LogFile } from '../source/log-file.ts';
import type { Listed, Source } from '../source/source.ts';
import { createFileScanner, type ScannerResult, type ScanSetup } from './scan/file-scanner.ts';
import { createFrontier, type Frontier } from './scan/frontier.ts';
import { scanHere } from './scan/scan-here.ts';
import type { SpareMemory } from './threads/spare-memory.ts';
import { createWorkerGroup } from './threads/worker-group.ts';
import { scanInWorkers } from './threads/worker-pool.ts';

/** How a scan runs. */
export interface ScanOptions {
  readonly signal: AbortSignal;
  /** Threads to share the files among, and their script; without them this thread scans alone. */
  readonly workers?: { readonly threads: number; readonly script: URL };
  /** Hand on what is found in a file before another is read. */
  readonly oneFileAtATime?: boolean;
}

/** What one scan needs besides. */
export interface ScanRequest {
  readonly setup: ScanSetup;
  /** The place of a file, by its name, in the order in which files are listed; see `Frontier`. */
  readonly positionOf: (file: string) => number;
  /** The caller may soon have enough: read no further ahead than is needed. */
  readonly isShort: boolean;
  /** Memory that the scanners may use again. */
  readonly spare: SpareMemory;
}

/** This thread has read fewer files than this before workers have started. */
const fewFiles = 16;

/**
 * Reads the log files of the source and yields what is found in them, as it is found: with workers in
 * any order. Whatever cannot be read is in the ledgers, and the scan goes on. Throws the signal's reason
 * when it is aborted.
 */
export async function* scanFor(
  { setup, positionOf, isShort, spare }: ScanRequest,
  source: Source,
  { signal, workers, oneFileAtATime = false }: ScanOptions,
): AsyncGenerator<ScannerResult> {
  // A source that waits for a quota has few events at a time: what is there is shown.
  const isPaced = source.newestToCome !== undefined;
  const frontier = createFrontier(positionOf);
  const scanner = createOnce(() => createFileScanner(setup, source, spare.take));
  const here = (files: AsyncIterable<Listed> | Iterable<Listed>, ahead = frontier) =>
    scanHere(files, {
      scanner: scanner(),
      source,
      frontier: ahead,
      oneFileAtATime: oneFileAtATime || isPaced || isShort,
      signal,
    });
  const { filter, order = 'none' } = setup;
  const listing = source.list({ filter, order }, signal)[Symbol.asyncIterator]();
  try {
    if (isPaced || !workers || workers.threads < 2) {
      yield* here(restOf(listing));
      return;
    }
    // When little is wanted, this thread may find it in a few files.
    if (isShort) yield* here(firstOf(listing, fewFiles));
    const few = await takeAll(firstOf(listing, fewFiles));
    if (few.length < fewFiles) {
      yield* here(few);
      return;
    }
    const kept = createKept(frontier);
    const files = forWorkers(chain(few, restOf(listing)), kept.add);
    const workerGroup = createWorkerGroup({ ...workers, setup, source });
    try {
      yield* scanInWorkers(files, { workerGroup, frontier, isShort, spare, signal });
    } finally {
      await workerGroup.close();
    }
    if (kept.files.length > 0) yield* here(kept.files, kept.frontier);
  } finally {
    // A listing that hangs must not keep the others waiting.
    listing.return?.().catch(() => {});
    await source.close?.();
  }
}

/** What workers are not given: standard input, errors, and what was left out. This thread takes it when they have ended. */
function createKept(frontier: Frontier) {
  const files: Listed[] = [];
  const numbers: number[] = [];
  return {
    files,
    add(found: Listed) {
      files.push(found);
      if ('name' in found) numbers.push(frontier.list(found.name));
    },
    /** The files have been listed already. */
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

/** Makes a thing when it is first asked for. */
function createOnce<T>(create: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= create();
    return made;
  };
}

async function* restOf<T>(iterator: AsyncIterator<T>): AsyncGenerator<T> {
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
}

/** At most this many; the iterator goes on behind them. */
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
