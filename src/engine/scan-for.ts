import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileError } from '../errors.ts';
import type { LogFile } from '../source/log-file.ts';
import type { Source } from '../source/source.ts';
import { logFileOf } from './order/file-spans.ts';
import type { Rereading } from './order/in-time-order.ts';
import type { Plan, Portion } from './order/plan-portions.ts';
import { type ReadPortion, readPortion } from './order/read-portion.ts';
import { secondScan } from './order/second-scan.ts';
import { createFileScanner, type FoundBy, type ScanSetup } from './scan/file-scanner.ts';
import { scanHere } from './scan/scan-here.ts';
import { readInWorkers } from './threads/read-in-workers.ts';
import { createSpareMemory } from './threads/spare-memory.ts';
import { type Crew, createCrew } from './threads/worker-crew.ts';
import { scanInWorkers } from './threads/worker-pool.ts';

/** How a scan runs. */
export interface ScanOptions {
  readonly signal: AbortSignal;
  /** Threads to share the files among, and their script; without them this thread scans alone. */
  readonly workers?: { readonly threads: number; readonly script: URL };
  /** Hand on what is found in a file before another is read. */
  readonly promptly?: boolean;
}

/** A scan, and what is needed to read files again when it has ended. */
export interface OpenScan extends Rereading {
  /** What is found in the log files, as it is found: with workers in any order. To be gone through once. */
  readonly found: AsyncGenerator<FoundBy>;
  /** Ends the workers. */
  close(): Promise<void>;
}

/** So few files are scanned before workers have started. */
const fewFiles = 16;

/**
 * Reads all log files of the source and yields what is found in them, as it is found: with workers in
 * any order. Whatever cannot be read is in the ledgers, and the scan goes on. Throws the signal's
 * reason when it is aborted.
 */
export async function* scanFor(
  setup: ScanSetup,
  source: Source,
  options: ScanOptions,
): AsyncGenerator<FoundBy> {
  const scan = openScanFor(setup, source, options);
  try {
    yield* scan.found;
  } finally {
    await scan.close();
  }
}

/** Begins such a scan; whoever does must close it. */
export function openScanFor(
  setup: ScanSetup,
  source: Source,
  { signal, workers, promptly: asked = false }: ScanOptions,
): OpenScan {
  const isPaced = source.newestToCome !== undefined;
  // Whoever waits for a quota sees what is there.
  const promptly = asked || isPaced;
  const spare = createSpareMemory();
  const scanner = once(() => createFileScanner(setup, source, spare.take));
  let crew: Crew | undefined;
  const scan = async function* (): AsyncGenerator<FoundBy> {
    const listing = source.list(setup.filter, signal)[Symbol.asyncIterator]();
    try {
      const few: (LogFile | FileError)[] = [];
      let next = await listing.next();
      while (!next.done && !isPaced && few.length < fewFiles) {
        few.push(next.value);
        next = await listing.next();
      }
      const all = (async function* () {
        yield* few;
        for (; !next.done; next = await listing.next()) yield next.value;
      })();
      if (next.done || isPaced || !workers || workers.threads < 2) {
        yield* scanHere(all, { scanner: scanner(), source, promptly, signal });
        return;
      }
      crew = createCrew({ ...workers, setup, source });
      const kept: (LogFile | FileError)[] = [];
      yield* scanInWorkers(forWorkers(all, kept), { crew, signal });
      if (kept.length > 0) yield* scanHere(kept, { scanner: scanner(), source, promptly, signal });
    } finally {
      // A listing that hangs must not keep the others waiting.
      listing.return?.().catch(() => {});
    }
  };

  const readHere = ({ order }: Plan, portion: Portion): Promise<ReadPortion> => {
    scanner().keepTexts(true);
    return readPortion(scanner(), portion, { order, signal });
  };
  return {
    found: scan(),
    leaveTexts() {
      if (crew) crew.leaveTexts();
      else scanner().keepTexts(false);
    },
    async *read(plan) {
      if (crew) {
        yield* readInWorkers(plan, {
          crew,
          readHere: (portion) => readHere(plan, portion),
          spare,
          signal,
        });
        return;
      }
      for (const portion of plan.portions) {
        yield await readHere(plan, portion);
        // Signals are heard between two turns of the event loop alone.
        await nextTurn();
        signal.throwIfAborted();
      }
    },
    async *scanAgain(spans) {
      const files = spans.map(logFileOf);
      if (!crew || !workers) {
        scanner().keepTexts(true);
        yield* secondScan(spans, scanHere(files, { scanner: scanner(), source, promptly, signal }));
        return;
      }
      // Threads that have read much hold memory that they do not use any more.
      await crew.close();
      crew = createCrew({ ...workers, setup });
      yield* secondScan(spans, scanInWorkers(listed(files), { crew, signal }));
      await crew.close();
    },
    giveBack: ({ texts }) => spare.give(texts.buffer),
    close: async () => crew?.close(),
  };
}

/** Makes a thing when it is asked for first. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

async function* listed(files: readonly LogFile[]): AsyncGenerator<LogFile> {
  yield* files;
}

/** What workers cannot open, standard input and errors, is kept for this thread. */
async function* forWorkers(
  all: AsyncIterable<LogFile | FileError>,
  kept: (LogFile | FileError)[],
): AsyncGenerator<LogFile> {
  for await (const found of all) {
    if (!('reason' in found) && found.kind !== 'stdin') yield found;
    else kept.push(found);
  }
}
