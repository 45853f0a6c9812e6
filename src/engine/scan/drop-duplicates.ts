import type { Batch } from '../../query/batch.ts';
import { createKeySet } from './key-set.ts';

/**
 * Takes out the events that came before, by eventID, and counts them as duplicates. Second deliveries
 * have the same bytes, so that both match a filter or none does: only matches are remembered, with
 * about 20 bytes each. Events that share an ID but not their time and name are no deliveries of one
 * event, whoever made them so; they are kept, as are events without an ID, before version 1.01.
 */
export async function* dropDuplicates(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  const seen = createKeySet();
  for await (const { records, ledger } of batches) {
    const fresh = records.filter(({ key }) => key === '' || seen.add(key));
    const duplicates = records.length - fresh.length;
    const matched = ledger.matched - duplicates;
    yield { records: fresh, ledger: { ...ledger, matched, duplicates } };
  }
}
