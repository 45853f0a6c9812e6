import { Worker } from 'node:worker_threads';
import type { Source } from '../../source/source.ts';
import type { ScanSetup } from '../scan/file-scanner.ts';
import { findCredentialsFor } from './remote-credentials.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './worker-protocol.ts';

/** Options of a group of workers. */
export interface WorkerGroupOptions {
  readonly threads: number;
  /** The script that each worker runs. */
  readonly script: URL;
  readonly setup: ScanSetup;
  /** Finds the credentials that workers request, and shows their notes to the user. */
  readonly source?: Pick<Source, 'credentials' | 'note'>;
}

/** A worker thread that has been started. Its number is never used again. */
export interface WorkerHandle {
  readonly number: number;
  /** Sends a message. `moved`: memory in the message, which then belongs to the worker. */
  send(message: ToWorker, moved?: readonly ArrayBuffer[] | undefined): void;
}

/** Receives what happens to the workers. */
interface WorkerListener {
  /** A worker sent a message other than a request for credentials or a note. */
  received(worker: WorkerHandle, message: FromWorker): void;
  /** A worker died; the others continue. */
  died(worker: WorkerHandle, why: string): void;
}

/** Worker threads that serve one scan after the other. */
export interface WorkerGroup {
  /** Sets the listener for everything that happens to the workers from now on. */
  listen(listener: WorkerListener): void;
  /** The workers that are alive. */
  workers(): readonly WorkerHandle[];
  /** Sends a message to every worker. */
  sendToAll(message: ToWorker): void;
  /** Starts one more worker. */
  start(): WorkerHandle;
  /** Ends all workers. */
  close(): Promise<void>;
}

/**
 * Workers make much garbage and keep little of it: a small space for new objects holds it as well
 * as the 32 MB and more that V8 takes by default.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

/** Starts the workers. */
export function createWorkerGroup({
  threads,
  script,
  setup,
  source = {},
}: WorkerGroupOptions): WorkerGroup {
  const workers = new Map<WorkerHandle, Worker>();
  let started = 0;
  let listener: WorkerListener | undefined;

  const start = (): WorkerHandle => {
    const number = ++started;
    const workerData: WorkerSetup = { setup, worker: number };
    // Without the Node.js options of this process: with --input-type, a worker would not start.
    const thread = new Worker(script, { workerData, execArgv: [], resourceLimits });
    const worker: WorkerHandle = {
      number,
      send: (message, moved = []) => thread.postMessage(message, moved),
    };
    const remove = (why: string) => {
      if (workers.delete(worker)) listener?.died(worker, why);
    };
    thread
      .on('message', (message: FromWorker) => {
        if (message.kind === 'credentials-request') {
          if (source.credentials) findCredentialsFor(message, source.credentials).then(worker.send);
          return;
        }
        if (message.kind === 'noted') {
          source.note?.(message.text);
          return;
        }
        // A message that arrives after the worker's death is ignored: its files are read again.
        if (workers.has(worker)) listener?.received(worker, message);
      })
      .on('error', (error) => remove(error.message))
      .on('exit', (code) => remove(`exit code ${code}`));
    workers.set(worker, thread);
    return worker;
  };
  for (let thread = 0; thread < threads; thread++) start();

  return {
    listen(next) {
      listener = next;
    },
    workers: () => [...workers.keys()],
    sendToAll(message) {
      for (const worker of workers.keys()) worker.send(message);
    },
    start,
    async close() {
      const ended = [...workers.values()];
      workers.clear();
      await Promise.all(ended.map((thread) => thread.terminate()));
    },
  };
}
