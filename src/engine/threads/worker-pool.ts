import { ConfigError, SourceError } from '../../errors.ts';
import { unreadableFile } from '../../query/ledger.ts';
import type { LogFile } from '../../source/log-file.ts';
import { createBell } from '../../streams/bell.ts';
import { onlyLedger, type ScannerResult, type ScanResult } from '../scan/file-scanner.ts';
import type { Frontier } from '../scan/frontier.ts';
import { type NumberedFile, OpenPages } from './open-pages.ts';
import { PageLister } from './page-lister.ts';
import type { SpareMemory } from './spare-memory.ts';
import type { WorkerGroup, WorkerHandle } from './worker-group.ts';
import { type FilesResult, receivedBlock } from './worker-protocol.ts';

/** Options of a scan in workers. */
export interface PoolOptions {
  /** The workers, which must be idle. */
  readonly workerGroup: WorkerGroup;
  readonly frontier: Frontier;
  /**
   * The caller may soon have enough: list the next page only when all pages before it have been
   * read.
   */
  readonly isLimited: boolean;
  /** A pool of memory that the workers can reuse. */
  readonly spare: SpareMemory;
  readonly signal: AbortSignal;
}

/**
 * Scans the files in worker threads and yields results as they arrive, in any order. A caller that
 * stops early must end the workers. When a worker dies, the files that it was reading are tried
 * again, one at a time; if it was reading only one file, that file is reported as unreadable. A
 * file whose first results have already been yielded is not tried again but reported as damaged.
 */
export async function* scanInWorkers(
  files: AsyncIterable<LogFile>,
  options: PoolOptions,
): AsyncGenerator<ScannerResult> {
  // An abort before this cannot be listened for.
  options.signal.throwIfAborted();
  const pool = new WorkerPool(files, options);
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

/** Files on the first page. */
const firstPage = 64;
/** Files on the first page when the caller may soon have enough. */
const firstLimitedPage = 4;

/**
 * A result that the caller has not taken yet, and the numbers of the files that were read to their
 * end with it.
 */
interface WaitingResult {
  readonly result: ScanResult & { readonly scanner: number };
  readonly finished: readonly number[];
  readonly from?: WorkerHandle;
}

/** The files that workers read, and what they have found and not passed on yet. */
class WorkerPool {
  readonly #options: PoolOptions;
  readonly #lister: PageLister;
  readonly #pages = new OpenPages();
  readonly #waiting: WaitingResult[] = [];
  /** Files that a dead worker left, to be tried one at a time when all others are done. */
  readonly #suspects: NumberedFile[] = [];
  /** Whether the caller waits for a result. */
  #isAwaited = false;
  #failure: unknown;
  /** Rings when there is something new for the caller. */
  readonly #bell = createBell();

  constructor(files: AsyncIterable<LogFile>, options: PoolOptions) {
    const { workerGroup, frontier, isLimited, signal } = options;
    this.#options = options;
    this.#lister = new PageLister(files, frontier, isLimited ? firstLimitedPage : firstPage);
    signal.addEventListener('abort', this.#abort);
    workerGroup.listen({
      received: (worker, message) => {
        if (message.kind === 'files') this.#take(worker, message);
        else if (message.kind === 'failed') this.#fail(new SourceError(message.message));
      },
      died: (worker, why) => this.#replaceDead(worker, why),
    });
    this.#feed();
  }

  /** Returns the next result; undefined when all files are done. */
  async next(): Promise<ScannerResult | undefined> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      const result = this.#waiting.shift();
      if (result) return this.#passOn(result);
      const isDone = this.#lister.isDone && this.#pages.isEmpty() && this.#suspects.length === 0;
      if (isDone) return undefined;
      this.#isAwaited = true;
      this.#feed();
      await this.#bell.wait();
      this.#isAwaited = false;
    }
  }

  close(): void {
    this.#options.signal.removeEventListener('abort', this.#abort);
    this.#lister.close();
  }

  readonly #abort = () => this.#fail(this.#options.signal.reason);

  readonly #fail = (error: unknown) => {
    this.#failure ??= error;
    this.#bell.ring();
  };

  #passOn({ result, finished, from }: WaitingResult): ScannerResult {
    const { frontier, spare } = this.#options;
    for (const number of finished) frontier.finish(number);
    const memory = spare.takeSpare(result.blocks.length);
    from?.send({ kind: 'taken', spare: memory }, memory);
    return { ...result, frontier: frontier.position() };
  }

  #take(worker: WorkerHandle, message: FilesResult): void {
    const finished = message.finished.flatMap((place) => this.#pages.finish(place) ?? []);
    if (message.begun) this.#pages.begin(message.begun);
    const blocks = message.blocks.map(receivedBlock);
    const result = { ...message, blocks, scanner: worker.number };
    this.#waiting.push({ result, finished, from: worker });
    this.#feed();
    this.#bell.ring();
  }

  /** Gives the workers more files when they have few left. */
  #feed(): void {
    if (!this.#lister.isDone) {
      if (!this.#lister.isListing && this.#isMoreWanted()) this.#list().catch(this.#fail);
    } else if (this.#pages.isEmpty()) {
      const [worker] = this.#options.workerGroup.workers();
      const suspect = worker && this.#suspects.shift();
      if (suspect) worker.send({ kind: 'page', page: this.#pages.add([suspect]) });
    }
  }

  #isMoreWanted(): boolean {
    const { isLimited } = this.#options;
    if (isLimited && !this.#pages.isEmpty()) return false;
    return this.#pages.filesLeft() < this.#lister.pageSize && (!isLimited || this.#isAwaited);
  }

  async #list(): Promise<void> {
    const { workerGroup } = this.#options;
    await this.#lister.list((files) =>
      workerGroup.sendToAll({ kind: 'page', page: this.#pages.add(files) }),
    );
    this.#feed();
    this.#bell.ring();
  }

  #replaceDead(worker: WorkerHandle, why: string): void {
    const lost = this.#pages.takeLost(worker.number);
    if (lost.length === 0) {
      const problem = `a worker thread died before it read anything (${why})`;
      this.#fail(new ConfigError(`${problem}: try --threads 1, which starts no workers`));
      return;
    }
    for (const { file, number, isBegun } of lost) {
      if (isBegun) this.#waiting.push({ result: damaged(file, why), finished: [number] });
      else if (lost.length > 1) this.#suspects.push({ file, number });
      else this.#waiting.push({ result: unreadable(file, why), finished: [number] });
    }
    const next = this.#options.workerGroup.start();
    for (const page of this.#pages.all()) next.send({ kind: 'page', page });
    this.#feed();
    this.#bell.ring();
  }
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
