/**
 * Answers as a worker does, without reading. It exits at a file called `deadly`, and in the middle
 * of a file called `torn`; in the middle of `half`, it first waits until all its answers have been
 * taken.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { claimNext } from './claim-next.mjs';

const counts = {
  filesRead: 0,
  damagedFiles: 0,
  unreadableFiles: 0,
  bytes: 0,
  inflatedBytes: 0,
  records: 0,
};
const rest = {
  matched: 0,
  notMatched: 0,
  duplicates: 0,
  unreadableRecords: 0,
  errors: [],
  moreErrors: 0,
};

let inFlight = 0;
let isExiting = false;

parentPort.on('message', (message) => {
  if (message.kind === 'taken' && --inFlight === 0 && isExiting) process.exit(7);
  if (message.kind !== 'page' || isExiting) return;
  const { number, files, claims } = message.page;
  for (;;) {
    const index = claimNext(claims, workerData.worker);
    if (index === undefined) return;
    const { name } = files[index];
    if (name === 'deadly') process.exit(7);
    if (name === 'throws') throw new Error('out of luck');
    const place = [number, index];
    if (name === 'half' || name === 'torn') {
      answer({ files: 0, records: 1, notMatched: 1 }, { finished: [], begun: place });
      if (name === 'torn') process.exit(7);
      isExiting = true;
      return;
    }
    answer({ files: 1, filesRead: 1 }, { finished: [place] });
  }
});

function answer(counted, places) {
  const skipped = { skippedFiles: new Map(), skippedRecords: new Map(), leftOut: new Map() };
  const ledger = { ...counts, ...rest, ...skipped, ...counted };
  parentPort.postMessage({
    kind: 'files',
    blocks: [],
    counted: [],
    groups: [],
    ledger,
    ...places,
  });
  inFlight++;
}
