import type { Batch } from '../../query/batch.ts';
import { countRecords, firstRecords, type RecordBlock } from '../../query/record-block.ts';

/** Yields the events of the batches as they come, and ends the scan when it has given `limit` of them. */
export async function* asFound(
  batches: AsyncIterable<Batch>,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<RecordBlock> {
  let left = limit;
  for await (const { blocks } of batches) {
    for (const block of blocks) {
      yield firstRecords(block, left);
      left -= countRecords(block);
      if (left <= 0) return;
    }
  }
}
