import { PairTable } from '../../aggregate/pair-table.ts';
import { cell, type RecordBlock, Row } from '../../query/record-block.ts';

/**
 * A set of events that have been seen, by the hash of key and time. An event without a key never
 * counts as seen. Two different events with the same hash count as one: see `createKeyTable` for
 * how rarely that happens.
 */
export interface SeenEvents {
  has(block: RecordBlock, index: number): boolean;
  /** Adds an event and returns whether it had been seen before. */
  add(block: RecordBlock, index: number): boolean;
}

/** Creates an empty set. An event takes 12 to 48 bytes. */
export function createSeenEvents(): SeenEvents {
  const seen = new PairTable(2);
  return {
    has(block, index) {
      const low = word(block, index, Row.hashLow);
      const high = word(block, index, Row.hashHigh);
      return (low !== 0 || high !== 0) && seen.has(low, high);
    },
    add(block, index) {
      const low = word(block, index, Row.hashLow);
      const high = word(block, index, Row.hashHigh);
      if (low === 0 && high === 0) return false;
      const { size } = seen;
      seen.place(low, high);
      return seen.size === size;
    },
  };
}

/**
 * Returns the word as a signed integer: V8 would allocate memory to pass any other number to a
 * function.
 */
function word(block: RecordBlock, index: number, position: number): number {
  return cell(block, index, position) | 0;
}
