import type { Batch } from '../../query/batch.ts';
import type { EventRecord } from '../../query/event-record.ts';
import { createKeySet } from './key-set.ts';

/** A batch with all deliveries, whose ledger counts those that came before as duplicates. */
export interface CountedBatch extends Batch {
  /** The first deliveries. */
  readonly fresh: readonly EventRecord[];
}

/**
 * Counts the events that came before, by eventID. Second deliveries have the same bytes, so that both
 * match a filter or none does: only matches are remembered, with about 20 bytes each. Events that
 * share an ID but not their time and name are no deliveries of one event, whoever made them so; they
 * are no duplicates, and neither are events without an ID, before version 1.01.
 */
export async function* countDuplicates(
  batches: AsyncIterable<Batch>,
): AsyncGenerator<CountedBatch> {
  const seen = createKeySet();
  for await (const { records, ledger } of batches) {
    const fresh = records.filter(({ key }) => key === '' || seen.add(key));
    const duplicates = records.length - fresh.length;
    const matched = ledger.matched - duplicates;
    yield { records, fresh, ledger: { ...ledger, matched, duplicates } };
  }
}

/** Counts duplicates and takes them out: of each event the delivery that is found first stays. */
export async function* dropDuplicates(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  for await (const { fresh, ledger } of countDuplicates(batches)) yield { records: fresh, ledger };
}
