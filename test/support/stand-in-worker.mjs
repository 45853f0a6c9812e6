/** Answers as a worker does, without reading: dies when it is given a file called `deadly`. */
import { parentPort, workerData } from 'node:worker_threads';

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

parentPort.on('message', (message) => {
  if (message.kind !== 'page') return;
  const { number, files, claims } = message.page;
  for (;;) {
    const index = Atomics.add(claims, 0, 1);
    if (index >= files.length) return;
    Atomics.store(claims, index + 1, workerData.worker);
    const { name } = files[index];
    if (name === 'deadly') process.exit(7);
    if (name === 'throws') throw new Error('out of luck');
    const ledger = {
      ...counts,
      ...rest,
      files: 1,
      filesRead: 1,
      skippedFiles: new Map(),
      skippedRecords: new Map(),
    };
    const finished = [[number, index]];
    parentPort.postMessage({
      kind: 'files',
      blocks: [],
      counted: [],
      groups: [],
      ledger,
      finished,
    });
  }
});
