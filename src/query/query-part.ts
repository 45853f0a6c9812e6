import type { Ledger } from './ledger.ts';
import type { RecordBlock } from './record-block.ts';

/**
 * A part of an answer: some events, if there are any yet, and what became of the files and records read for
 * it.
 */
export interface QueryPart {
  /** The memory of the block may be overwritten when the next part is asked for. */
  readonly block?: RecordBlock;
  /** The counts of this part only. */
  readonly ledger: Ledger;
}
