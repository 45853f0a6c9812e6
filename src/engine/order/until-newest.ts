import type { Batch } from '../../query/batch.ts';
import { cell, countRecords, Row } from '../../query/record-block.ts';

/**
 * Passes batches on, and ends when no event that is still to come can be among the newest so many.
 * `newestToCome` tells how new these can be, in epoch milliseconds, when a batch has come.
 */
export async function* untilNewest<T extends Batch>(
  batches: AsyncIterable<T>,
  limit: number,
  newestToCome: () => number,
): AsyncGenerator<T> {
  /** Of the newest so far, the newest first. */
  let times: number[] = [];
  let duplicates = 0;
  for await (const batch of batches) {
    yield batch;
    for (const block of batch.blocks) {
      for (let index = 0; index < countRecords(block); index++) {
        times.push(cell(block, index, Row.time));
      }
    }
    duplicates += batch.ledger.duplicates;
    const wanted = limit + duplicates;
    times = times.sort((a, b) => b - a).slice(0, wanted);
    const last = times[wanted - 1];
    // An event of the same second may come before others of it.
    if (last !== undefined && last > newestToCome() + 1000) return;
  }
}
