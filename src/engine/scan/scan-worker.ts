/** Runs in a worker thread: scans the files that it is given, and answers with what it found. */

import { Readable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import { compileFilter } from '../../filter/compile-filter.ts';
import { type PlainRecord, toPlainRecord } from '../../query/event-record.ts';
import { addToLedger, createLedger } from '../../query/ledger.ts';
import { createLocalSource } from '../../source/local-source.ts';
import type { LogFile } from '../../source/log-file.ts';
import { scanFile } from './scan-file.ts';
import {
  type FromWorker,
  maxAnswersUnderWay,
  type ToWorker,
  type WorkerSetup,
} from './worker-protocol.ts';

/** A text of this size is handed over without waiting for more. */
const answerChars = 2 ** 19;

const setup: WorkerSetup = workerData;
const matches = compileFilter(setup.filter);
const source = createLocalSource([], () => Readable.from([]));
const { signal } = new AbortController();
let underWay = 0;
let wake = () => {};
let turn = Promise.resolve();

parentPort?.on('message', (message: ToWorker) => {
  if (message.kind === 'taken') {
    underWay--;
    wake();
  } else {
    turn = turn.then(() => scanAll(message.files));
  }
});

async function scanAll(files: readonly LogFile[]): Promise<void> {
  let records: PlainRecord[] = [];
  let ledger = createLedger();
  let chars = 0;
  let finished = 0;
  const answer = async () => {
    await send({ records, ledger, finished });
    records = [];
    ledger = createLedger();
    chars = 0;
    finished = 0;
  };
  for (const file of files) {
    for await (const batch of scanFile(file, { source, matches, signal })) {
      addToLedger(ledger, batch.ledger);
      for (const record of batch.records) {
        records.push(toPlainRecord(record));
        chars += record.json.length;
      }
      if (chars > answerChars) await answer();
    }
    finished++;
  }
  await answer();
}

async function send(answer: FromWorker): Promise<void> {
  while (underWay >= maxAnswersUnderWay) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  underWay++;
  parentPort?.postMessage(answer);
}
