import type { Ledger } from './ledger.ts';
import type { RecordBlock } from './record-block.ts';

/** Some of the events of an answer, if there are any yet, and what became of what was read for it. */
export interface Part {
  /** The memory of a block may be written over when the next part is asked for. */
  readonly block?: RecordBlock;
  /** Of this part alone. */
  readonly ledger: Ledger;
}
