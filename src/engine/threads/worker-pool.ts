import { ConfigError, SourceError } from '../../errors.ts';
import { unreadableFile } from '../../query/ledger.ts';
import type { LogFile } from '../../source/log-file.ts';
import { createBell } from '../../streams/bell.ts';
import { onlyLedger, type ScannerResult, type ScanResult } from '../scan/file-scanner.ts';
import type { Frontier } from '../scan/frontier.ts';
import type { SpareMemory } from './spare-memory.ts';
import type { WorkerGroup, WorkerHandle } from './worker-group.ts';
import {
  claimedBy,
  createPage,
  type FilesResult,
  filesLeft,
  type Page,
  receivedBlock,
} from './worker-protocol.ts';

/** Options of a scan in workers. */
export interface PoolOptions {
  /** The workers, which must be idle. */
  readonly workerGroup: WorkerGroup;
  readonly frontier: Frontier;
  /** The caller may soon have enough: list the next page only when all pages before it have been read. */
  readonly isLimited: boolean;
  /** A pool of memory that the workers can reuse. */
  readonly spare: SpareMemory;
  readonly signal: AbortSignal;
}

/**
 * Scans the files in worker threads and yields results as they arrive, in any order. A caller that stops
 * early must end the workers. When a worker dies, the files that it was reading are tried again, one at a
 * time; if it was reading only one file, that file is reported as unreadable. A file whose first results have
 * already been yielded is not tried again but reported as damaged.
 */
export async function* scanInWorkers(
  files: AsyncIterable<LogFile>,
  options: PoolOptions,
): AsyncGenerator<ScannerResult> {
  const pool = createPool(files, options);
  try {
    for (;;) {
      const result = await pool.next();
      if (!result) return;
      yield result;
    }
  } finally {
    pool.close();
  }
}

/** Files on the first page. Each page has twice as many as the one before, up to `largestPage`. */
const firstPage = 64;
/** Files on the first page when the caller may soon have enough. */
const firstLimitedPage = 4;
const largestPage = 4096;
/**
 * After this many milliseconds, a page of the files listed so far is sent to the workers, even if it is not
 * full.
 */
const longestListing = 50;

/** A page with unfinished files, and the indexes of its files that are finished or have been read in part. */
interface OpenPage {
  readonly page: Page;
  /** The numbers of the files in the frontier. */
  readonly numbers: readonly number[];
  readonly finished: Set<number>;
  readonly begun: Set<number>;
}

/** A file and its number in the frontier. */
interface NumberedFile {
  readonly file: LogFile;
  readonly number: number;
}

/**
 * A result that the caller has not taken yet, and the numbers of the files that were read to their end with
 * it.
 */
interface WaitingResult {
  readonly result: ScanResult & { readonly scanner: number };
  readonly finished: readonly number[];
  readonly from?: WorkerHandle;
}

function createPool(
  files: AsyncIterable<LogFile>,
  { workerGroup, frontier, isLimited, spare, signal }: PoolOptions,
) {
  const source = files[Symbol.asyncIterator]();
  const pages = new Map<number, OpenPage>();
  const waiting: WaitingResult[] = [];
  /** Files that a dead worker was reading; they are tried one at a time after all others. */
  const suspects: NumberedFile[] = [];
  let pageSize = isLimited ? firstLimitedPage : firstPage;
  let pageCount = 0;
  let listing = false;
  let listed = false;
  let isAwaited = false;
  let failure: unknown;
  const bell = createBell();

  const fail = (error: unknown) => {
    failure ??= error;
    bell.ring();
  };

  const take = (worker: WorkerHandle, files: FilesResult) => {
    const finished = files.finished.flatMap(([page, index]) => {
      const number = pages.get(page)?.numbers[index];
      finish(page, index);
      return number ?? [];
    });
    if (files.begun) begin(...files.begun);
    const blocks = files.blocks.map(receivedBlock);
    waiting.push({ result: { ...files, blocks, scanner: worker.number }, finished, from: worker });
    feed();
    bell.ring();
  };

  const finish = (number: number, index: number) => {
    const open = pages.get(number);
    open?.finished.add(index);
    if (open?.finished.size === open?.page.files.length) pages.delete(number);
  };

  const begin = (number: number, index: number) => pages.get(number)?.begun.add(index);

  /** Sends the workers more files when they have few left. */
  const feed = () => {
    if (!listed) {
      if (!listing && isMoreWanted()) list().catch(fail);
    } else if (pages.size === 0) {
      const [worker] = workerGroup.workers();
      const suspect = worker && suspects.shift();
      if (suspect) worker.send({ kind: 'page', page: addPage([suspect]) });
    }
  };

  const isMoreWanted = (): boolean => {
    if (isLimited && pages.size > 0) return false;
    const left = [...pages.values()].reduce((sum, { page }) => sum + filesLeft(page), 0);
    return left < pageSize && (!isLimited || isAwaited);
  };

  const list = async () => {
    listing = true;
    const next: NumberedFile[] = [];
    const latest = performance.now() + longestListing;
    while (!listed && next.length < pageSize && (next.length === 0 || performance.now() < latest)) {
      const entry = await source.next();
      if (entry.done) listed = true;
      else next.push({ file: entry.value, number: frontier.add(entry.value.name) });
    }
    listing = false;
    pageSize = Math.min(pageSize * 2, largestPage);
    if (next.length > 0) workerGroup.sendToAll({ kind: 'page', page: addPage(next) });
    feed();
    bell.ring();
  };

  const addPage = (next: readonly NumberedFile[]): Page => {
    const page = createPage(
      ++pageCount,
      next.map(({ file }) => file),
    );
    const numbers = next.map(({ number }) => number);
    pages.set(page.number, { page, numbers, finished: new Set(), begun: new Set() });
    return page;
  };

  const replaceDead = (worker: WorkerHandle, why: string) => {
    const lost: (NumberedFile & { readonly isBegun: boolean })[] = [];
    for (const { page, numbers, finished, begun } of [...pages.values()]) {
      for (const index of claimedBy(page.claims, worker.number)) {
        const file = page.files[index];
        if (!file || finished.has(index)) continue;
        lost.push({ file, number: numbers[index] ?? -1, isBegun: begun.has(index) });
        finish(page.number, index);
      }
    }
    if (lost.length === 0) {
      const problem = `a worker thread died before it read anything (${why})`;
      return fail(new ConfigError(`${problem}: try --threads 1, which starts no workers`));
    }
    for (const { file, number, isBegun } of lost) {
      if (isBegun) waiting.push({ result: damaged(file, why), finished: [number] });
      else if (lost.length > 1) suspects.push({ file, number });
      else waiting.push({ result: unreadable(file, why), finished: [number] });
    }
    const next = workerGroup.start();
    for (const { page } of pages.values()) next.send({ kind: 'page', page });
    feed();
    bell.ring();
  };

  const abort = () => fail(signal.reason);
  signal.addEventListener('abort', abort);
  workerGroup.listen({
    received: (worker, message) => {
      if (message.kind === 'files') take(worker, message);
      else if (message.kind === 'failed') fail(new SourceError(message.message));
    },
    died: replaceDead,
  });
  feed();

  return {
    /** Returns the next result; undefined when all files are done. */
    async next(): Promise<ScannerResult | undefined> {
      for (;;) {
        if (failure !== undefined) throw failure;
        const next = waiting.shift();
        if (next) {
          for (const number of next.finished) frontier.finish(number);
          const memory = spare.takeSpare(next.result.blocks.length);
          next.from?.send({ kind: 'taken', spare: memory }, memory);
          return { ...next.result, frontier: frontier.position() };
        }
        if (listed && pages.size === 0 && suspects.length === 0) return undefined;
        isAwaited = true;
        feed();
        await bell.wait();
        isAwaited = false;
      }
    },
    close(): void {
      signal.removeEventListener('abort', abort);
      // Not awaited: a listing that hangs must not hold up the rest.
      source.return?.().catch(() => {});
    },
  };
}

function unreadable({ name }: LogFile, why: string): WaitingResult['result'] {
  const reason = `the thread that read it died: ${why}`;
  return { ...onlyLedger(unreadableFile({ file: name, reason })), scanner: 0 };
}

/** Reports a file that was read in part as damaged; its records are already counted. */
function damaged(file: LogFile, why: string): WaitingResult['result'] {
  const { ledger, ...nothing } = unreadable(file, why);
  return { ...nothing, ledger: { ...ledger, filesRead: 1, damagedFiles: 1, unreadableFiles: 0 } };
}
