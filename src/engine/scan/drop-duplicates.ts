import { eventIdOf, eventNameOf } from '../../event/event.ts';
import type { Batch } from '../../query/batch.ts';

/**
 * Takes out the events that came before, by eventID, and counts them as duplicates. Second deliveries
 * have the same bytes, so that both match a filter or none does: only matches are remembered. Events
 * that share an ID but not their time and name are no deliveries of one event, whoever made them so;
 * they are kept, as are events without an ID, before version 1.01.
 */
export async function* dropDuplicates(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  const seen = new Set<string>();
  for await (const { records, ledger } of batches) {
    const fresh = records.filter(({ event, time }) => {
      const id = eventIdOf(event);
      if (id === undefined) return true;
      const key = `${id} ${time} ${eventNameOf(event)}`;
      const isFresh = !seen.has(key);
      seen.add(key);
      return isFresh;
    });
    const duplicates = records.length - fresh.length;
    const matched = ledger.matched - duplicates;
    yield { records: fresh, ledger: { ...ledger, matched, duplicates } };
  }
}
