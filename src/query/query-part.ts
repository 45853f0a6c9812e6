import type { Ledger } from './ledger.ts';
import type { RecordBlock } from './record-block.ts';

/**
 * A part of a query's result: some events, if any have been found, and the ledger of what was read
 * for it.
 */
export interface QueryPart {
  /** The memory of the block may be overwritten when the next part is asked for. */
  readonly block?: RecordBlock;
  /**
   * Returns the values of a group by its number in the block's rows; present when the query has
   * groups. Empty for a group that was not kept apart, because there are too many.
   */
  readonly valuesOf?: (group: number) => readonly string[];
  /** The counts of this part only. */
  readonly ledger: Ledger;
}
