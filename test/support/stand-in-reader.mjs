/** Answers as a worker does that reads portions, without reading: dies of a file called `deadly`. */
import { parentPort, workerData } from 'node:worker_threads';
import { claimNext } from './claim-next.mjs';

parentPort.on('message', (message) => {
  if (message.kind !== 'portions') return;
  const { portions, claims } = message.shared;
  for (;;) {
    const index = claimNext(claims, workerData.worker);
    if (index === undefined) return;
    const [{ file }] = portions[index].files;
    if (file === 'deadly') process.exit(7);
    const ledger = { errors: [{ file, reason: 'by a worker' }] };
    parentPort.postMessage({ kind: 'portion', index, read: { blocks: [], ledger } });
  }
});
