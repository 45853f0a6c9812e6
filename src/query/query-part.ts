import type { Ledger } from './ledger.ts';
import type { EventGroup } from './query.ts';
import type { RecordBlock } from './record-block.ts';

/**
 * A part of a query's result: some events, if any have been found, and the ledger of what was read
 * for it.
 */
export interface QueryPart {
  /** The memory of the block may be overwritten when the next part is asked for. */
  readonly block?: RecordBlock;
  /**
   * Returns a group by its number in the block's rows; present when the query has groups. Undefined
   * for events that were not kept apart, because there are too many groups.
   */
  readonly groupOf?: (number: number) => EventGroup | undefined;
  /** The counts of this part only. */
  readonly ledger: Ledger;
}
