import { createKeyTable } from '../../aggregate/key-table.ts';
import { cell, type RecordBlock, Row } from '../../query/record-block.ts';

/** The events that were seen, by the hash of key and time. One without a key is never taken for another. */
export interface SeenEvents {
  has(block: RecordBlock, index: number): boolean;
  /** Adds an event and returns whether it had been seen before. */
  add(block: RecordBlock, index: number): boolean;
}

/** None so far. */
export function createSeenEvents(): SeenEvents {
  const seen = createKeyTable();
  return {
    has(block, index) {
      const low = cell(block, index, Row.hashLow);
      const high = cell(block, index, Row.hashHigh);
      return (low !== 0 || high !== 0) && seen.has(low, high);
    },
    add(block, index) {
      const low = cell(block, index, Row.hashLow);
      const high = cell(block, index, Row.hashHigh);
      return (low !== 0 || high !== 0) && seen.put(low, high, 1) !== 0;
    },
  };
}
