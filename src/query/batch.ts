import type { Ledger } from './ledger.ts';
import type { RecordBlock } from './record-block.ts';

/** Some of the events that match, and what was read to find them. */
export interface Batch {
  readonly blocks: readonly RecordBlock[];
  /** Of this batch alone. */
  readonly ledger: Ledger;
}
