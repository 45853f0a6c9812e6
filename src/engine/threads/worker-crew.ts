import { Worker } from 'node:worker_threads';
import type { Source } from '../../source/source.ts';
import type { ScanSetup } from '../scan/file-scanner.ts';
import { findCredentialsFor } from './asked-credentials.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './worker-protocol.ts';

/** What the workers are. */
export interface CrewOptions {
  readonly threads: number;
  /** The script of the workers. */
  readonly script: URL;
  readonly setup: ScanSetup;
  /** Finds the credentials for which they ask, and passes on what they note. */
  readonly source?: Pick<Source, 'credentials' | 'note'>;
}

/** A thread that has been started; its number is not given again. */
export interface Hand {
  readonly number: number;
  /** `moved`: memory in the message that is the worker's from then on. */
  tell(message: ToWorker, moved?: readonly ArrayBuffer[] | undefined): void;
}

/** Whoever gives the workers something to do. */
interface CrewListener {
  answered(hand: Hand, answer: FromWorker): void;
  /** A worker died; others go on. */
  died(hand: Hand, why: string): void;
}

/** Worker threads, which do one thing after the other. */
export interface Crew {
  /** Who is told of everything from now on. */
  listen(listener: CrewListener): void;
  /** The threads that live. */
  hands(): readonly Hand[];
  /** Tells all of them. */
  tell(message: ToWorker): void;
  /** Starts one more. */
  hire(): Hand;
  /** Ends them. */
  close(): Promise<void>;
}

/** Starts the workers. */
export function createCrew({ threads, script, setup, source = {} }: CrewOptions): Crew {
  const hands = new Map<Hand, Worker>();
  let hired = 0;
  let listener: CrewListener | undefined;

  const hire = (): Hand => {
    const number = ++hired;
    const workerData: WorkerSetup = { setup, worker: number };
    // Without the options of this process: with --input-type, a worker would not start.
    const thread = new Worker(script, { workerData, execArgv: [] });
    const hand: Hand = {
      number,
      tell: (message, moved = []) => thread.postMessage(message, moved),
    };
    const leave = (why: string) => {
      if (hands.delete(hand)) listener?.died(hand, why);
    };
    thread
      .on('message', (answer: FromWorker) => {
        if (answer.kind === 'credentials-wanted') {
          if (source.credentials) findCredentialsFor(answer, source.credentials).then(hand.tell);
          return;
        }
        if (answer.kind === 'noted') {
          source.note?.(answer.text);
          return;
        }
        // What arrives after the news of its death was in files that others read again.
        if (hands.has(hand)) listener?.answered(hand, answer);
      })
      .on('error', (error) => leave(error.message))
      .on('exit', (code) => leave(`exit code ${code}`));
    hands.set(hand, thread);
    return hand;
  };
  const tell = (message: ToWorker) => {
    for (const hand of hands.keys()) hand.tell(message);
  };
  for (let thread = 0; thread < threads; thread++) hire();

  return {
    listen(next) {
      listener = next;
    },
    hands: () => [...hands.keys()],
    tell,
    hire,
    async close() {
      const ended = [...hands.values()];
      hands.clear();
      await Promise.all(ended.map((thread) => thread.terminate()));
    },
  };
}
