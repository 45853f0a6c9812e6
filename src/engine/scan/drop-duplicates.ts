import { eventIdOf } from '../../event/event.ts';
import type { Batch } from '../../query/batch.ts';

/**
 * Takes out the events whose eventID came before and counts them as duplicates. Second deliveries
 * have the same bytes, so that both match a filter or none does: only the IDs of matches are
 * remembered. Events without an ID, before version 1.01, are all kept.
 */
export async function* dropDuplicates(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  const seen = new Set<string>();
  for await (const { records, ledger } of batches) {
    const fresh = records.filter(({ event }) => {
      const id = eventIdOf(event);
      if (id === undefined) return true;
      const isFresh = !seen.has(id);
      seen.add(id);
      return isFresh;
    });
    const duplicates = records.length - fresh.length;
    const matched = ledger.matched - duplicates;
    yield { records: fresh, ledger: { ...ledger, matched, duplicates } };
  }
}
