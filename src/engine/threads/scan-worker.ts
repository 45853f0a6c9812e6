/** Runs in a worker thread: takes files, scans them, and posts the results. */

import { parentPort, workerData } from 'node:worker_threads';
import { SourceError } from '../../errors.ts';
import { buffersOf } from '../../query/record-block.ts';
import type { LogFile } from '../../source/log-file.ts';
import { createOpener } from '../../source/opener.ts';
import { createBell } from '../../streams/bell.ts';
import { createFetching, shouldFetchWhole } from '../scan/fetching.ts';
import { createFileScanner } from '../scan/file-scanner.ts';
import { isLongAgo } from '../scan/is-long-ago.ts';
import { createRemoteCredentials } from './remote-credentials.ts';
import { createSpareMemory } from './spare-memory.ts';
import {
  claimNext,
  type FilePlace,
  type FromWorker,
  maxResultsInFlight,
  type Page,
  type ToWorker,
  type WorkerSetup,
} from './worker-protocol.ts';

/** Results are posted when the matches have this many bytes. */
const maxHeldBytes = 2 ** 19;
/** Results are also posted after this many milliseconds: long enough to be worth a message. */
const maxHeldMilliseconds = 25;

const { setup, worker }: WorkerSetup = workerData;
const spare = createSpareMemory();
const credentials = createRemoteCredentials((request) => parentPort?.postMessage(request));
const opener = createOpener({
  credentials: credentials.get,
  note: (text) => parentPort?.postMessage({ kind: 'noted', text } satisfies FromWorker),
});
const scanner = createFileScanner(setup, opener, spare.take);
const { signal } = new AbortController();
const fetching = createFetching<FilePlace>(opener, signal);
const pages: Page[] = [];
let finished: FilePlace[] = [];
let inFlight = 0;
let lastPost = Date.now();
/** Rings with every message, so that the worker can wait for one. */
const bell = createBell();

parentPort?.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'taken':
      inFlight--;
      for (const memory of message.spare) spare.give(memory);
      break;
    case 'page':
      pages.push(message.page);
      break;
    case 'credentials-response':
      credentials.take(message);
      break;
    default:
      message satisfies never;
  }
  bell.ring();
});
work().catch((error: unknown) => {
  if (!(error instanceof SourceError)) throw error;
  post({ kind: 'failed', message: error.message }, []);
});

async function work(): Promise<never> {
  for (;;) {
    const [page] = pages;
    if (page) {
      await scanPage(page);
      pages.shift();
    } else if (fetching.count() > 0) {
      await scanFetched();
    } else {
      if (finished.length > 0) await postResults();
      if (pages.length === 0) await bell.wait();
    }
  }
}

async function scanPage({ number, files, claims }: Page): Promise<void> {
  for (
    let index = claimNext(claims, worker);
    index !== undefined;
    index = claimNext(claims, worker)
  ) {
    const file = files[index];
    if (file) await scan(file, [number, index]);
    while (fetching.isFull()) await scanFetched();
  }
}

/** Scans a file, or starts to fetch it. */
async function scan(file: LogFile, place: FilePlace): Promise<void> {
  const scanned = scanner.scanWhole(file, signal);
  if (scanned !== true && (scanned === false || !(await scanned))) {
    if (shouldFetchWhole(file)) {
      fetching.add(file, place);
      return;
    }
    await scanStream(file, place);
  }
  await finish(place);
}

/** Scans an object that has been fetched. */
async function scanFetched(): Promise<void> {
  await fetching.ready();
  const fetched = fetching.take();
  if (!fetched) return;
  const { file, tag, result } = fetched;
  if ('error' in result) scanner.fail(file, result.error);
  else if (!(await scanner.scanWhole(file, signal, result.stored)))
    await scanStream(file, tag, result.stored);
  await finish(tag);
}

async function scanStream(file: LogFile, place: FilePlace, fetched?: Buffer): Promise<void> {
  for await (const _ of scanner.scanStream(file, signal, fetched)) {
    if (isTimeToPost()) await postResults(place);
  }
}

async function finish(place: FilePlace): Promise<void> {
  finished.push(place);
  if (isTimeToPost()) await postResults();
}

function isTimeToPost(): boolean {
  return scanner.size() > maxHeldBytes || isLongAgo(lastPost, maxHeldMilliseconds);
}

async function postResults(begun?: FilePlace): Promise<void> {
  await waitForCapacity();
  const found = scanner.take();
  const otherBuffers = [...found.orders, ...found.counted].map(({ buffer }) => buffer);
  post({ kind: 'files', ...found, finished, begun }, [
    ...found.blocks.flatMap(buffersOf),
    ...otherBuffers,
  ]);
  finished = [];
  lastPost = Date.now();
}

async function waitForCapacity(): Promise<void> {
  while (inFlight >= maxResultsInFlight) await bell.wait();
}

function post(message: FromWorker, memory: ArrayBuffer[]): void {
  inFlight++;
  parentPort?.postMessage(message, memory);
}
