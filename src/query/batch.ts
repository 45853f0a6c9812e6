import type { EventRecord } from './event-record.ts';
import type { Ledger } from './ledger.ts';

/** Some of the events that match, and what was read to find them. */
export interface Batch {
  readonly records: readonly EventRecord[];
  /** Of this batch alone. */
  readonly ledger: Ledger;
}
