import type { Batch } from '../../query/batch.ts';
import type { EventRecord } from '../../query/event-record.ts';

/** Yields the events of the batches as they come, and ends the scan when it has given `limit` of them. */
export async function* asFound(
  batches: AsyncIterable<Batch>,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly EventRecord[]> {
  let left = limit;
  for await (const { records } of batches) {
    if (records.length > 0) yield records.slice(0, left);
    left -= records.length;
    if (left <= 0) return;
  }
}
