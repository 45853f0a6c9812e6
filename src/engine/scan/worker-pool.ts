import { Worker } from 'node:worker_threads';
import type { Batch } from '../../query/batch.ts';
import { fromPlainRecord } from '../../query/event-record.ts';
import type { Filter } from '../../query/filter.ts';
import { createLedger } from '../../query/ledger.ts';
import type { LogFile } from '../../source/log-file.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './worker-protocol.ts';

/** What a pool is made of. */
export interface PoolOptions {
  readonly threads: number;
  /** The script of the workers. */
  readonly script: URL;
  readonly filter: Filter;
  readonly signal: AbortSignal;
}

/**
 * Scans the files in worker threads and yields what they find as it comes, in no order. Whoever stops
 * early stops the workers. Of a worker that dies the files are tried again, each alone; a file with
 * which a worker dies again is reported as unreadable.
 */
export async function* scanInWorkers(
  files: AsyncIterable<LogFile>,
  options: PoolOptions,
): AsyncGenerator<Batch> {
  const pool = createPool(files, options);
  try {
    for (;;) {
      const batch = await pool.next();
      if (!batch) return;
      yield batch;
    }
  } finally {
    await pool.close();
  }
}

/** Files that are given to a worker at once: few, so that one large file keeps few others waiting. */
const parcelSize = 16;
/** Parcels that a worker has: the next lies there when it is done with one. */
const parcelsPerWorker = 2;

/** A thread and the files that it has not finished, oldest first. */
interface Hand {
  readonly thread: Worker;
  files: LogFile[];
}

function createPool(
  files: AsyncIterable<LogFile>,
  { threads, script, filter, signal }: PoolOptions,
) {
  const workerData: WorkerSetup = { filter };
  const source = files[Symbol.asyncIterator]();
  const hands = new Set<Hand>();
  const answers: { readonly batch: Batch; readonly from?: Worker }[] = [];
  /** Files that a dead worker left, to be tried alone. */
  const suspects: LogFile[] = [];
  let listed = false;
  let failure: unknown;
  let wake = () => {};
  let feeding = Promise.resolve();

  const hire = (): Hand => {
    const hand: Hand = { thread: new Worker(script, { workerData }), files: [] };
    hand.thread
      .on('message', (answer: FromWorker) => {
        hand.files.splice(0, answer.finished);
        answers.push({
          batch: { ...answer, records: answer.records.map(fromPlainRecord) },
          from: hand.thread,
        });
        wake();
        if (hand.files.length <= parcelSize * (parcelsPerWorker - 1)) feed(hand);
      })
      .on('error', (error) => bury(hand, error.message))
      .on('exit', (code) => bury(hand, `exit code ${code}`));
    hands.add(hand);
    return hand;
  };

  /** One worker after the other is given files, for there is one list. */
  const feed = (hand: Hand) => {
    feeding = feeding
      .then(() => give(hand))
      .catch((error: unknown) => {
        failure = error;
        wake();
      });
  };

  const give = async (hand: Hand): Promise<void> => {
    const parcel: LogFile[] = [];
    while (!listed && parcel.length < parcelSize) {
      const next = await source.next();
      if (next.done) listed = true;
      else parcel.push(next.value);
    }
    const suspect = parcel.length === 0 && hand.files.length === 0 ? suspects.shift() : undefined;
    if (suspect) parcel.push(suspect);
    if (parcel.length > 0 && hands.has(hand)) {
      hand.files.push(...parcel);
      post(hand.thread, { kind: 'scan', files: parcel });
    } else {
      suspects.push(...parcel);
    }
    wake();
  };

  const bury = (hand: Hand, why: string) => {
    if (!hands.delete(hand)) return;
    const [file, ...others] = hand.files;
    if (file && others.length === 0) {
      const reason = `the thread that read it died: ${why}`;
      const ledger = {
        ...createLedger(),
        files: 1,
        unreadableFiles: 1,
        errors: [{ file: file.name, reason }],
      };
      answers.push({ batch: { records: [], ledger } });
    } else {
      suspects.push(...hand.files);
    }
    feed(hire());
    wake();
  };

  const abort = () => {
    failure = signal.reason;
    wake();
  };
  signal.addEventListener('abort', abort);
  for (let thread = 0; thread < threads; thread++) feed(hire());

  return {
    /** The next batch; undefined when all files are done. */
    async next(): Promise<Batch | undefined> {
      for (;;) {
        if (failure !== undefined) throw failure;
        const answer = answers.shift();
        if (answer) {
          if (answer.from) post(answer.from, { kind: 'taken' });
          return answer.batch;
        }
        const isDone =
          listed && suspects.length === 0 && [...hands].every((hand) => hand.files.length === 0);
        if (isDone) return undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    async close(): Promise<void> {
      signal.removeEventListener('abort', abort);
      const threads = [...hands].map(({ thread }) => thread);
      hands.clear();
      await Promise.all(threads.map((thread) => thread.terminate()));
      // A listing that hangs must not keep the others waiting.
      source.return?.().catch(() => {});
    },
  };
}

function post(thread: Worker, message: ToWorker): void {
  thread.postMessage(message);
}
