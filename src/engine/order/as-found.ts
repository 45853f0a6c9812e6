import { createLedger, type Ledger } from '../../query/ledger.ts';
import type { Query } from '../../query/query.ts';
import type { QueryPart } from '../../query/query-part.ts';
import {
  countRecords,
  firstRecords,
  type RecordBlock,
  removeRecords,
} from '../../query/record-block.ts';
import { createSeenEvents, type SeenEvents } from './seen-events.ts';

/** The events found in some of the files, and the ledger of those files. */
interface ScannedFiles {
  readonly blocks: readonly RecordBlock[];
  readonly ledger: Ledger;
}

interface AsFoundOptions extends Pick<Query, 'limit' | 'keepDuplicates'> {
  /** Takes back the memory of a block that is no longer used. */
  readonly giveBack: (block: RecordBlock) => void;
}

/**
 * Yields events as they are found, each once unless the query keeps duplicates, and ends the scan
 * after `limit` of them.
 *
 * All deliveries of an event have the same bytes, so either all of them match a filter or none of
 * them: only the hashes of matches are remembered. Events that share an ID but not their time and
 * name are different events, and so are events without an ID (before version 1.01).
 */
export async function* asFound(
  scanned: AsyncIterable<ScannedFiles>,
  { limit = Number.POSITIVE_INFINITY, keepDuplicates, giveBack }: AsFoundOptions,
): AsyncGenerator<QueryPart> {
  const seen = createSeenEvents();
  let left = limit;
  for await (const { blocks, ledger } of scanned) {
    const kept = keepDuplicates ? blocks : blocks.map((block) => firstDeliveries(block, seen));
    const duplicates = countAll(blocks) - countAll(kept);
    const matched = ledger.matched - duplicates;
    yield { ledger: { ...ledger, matched, duplicates: ledger.duplicates + duplicates } };
    for (const block of kept) {
      if (countRecords(block) === 0) continue;
      yield { block: firstRecords(block, left), ledger: createLedger() };
      left -= countRecords(block);
      if (left <= 0) return;
    }
    for (const block of blocks) giveBack(block);
  }
}

/** Removes from the block, whose memory it changes, the events that have been seen. */
function firstDeliveries(block: RecordBlock, seen: SeenEvents): RecordBlock {
  const repeated: number[] = [];
  const count = countRecords(block);
  for (let index = 0; index < count; index++) if (seen.add(block, index)) repeated.push(index);
  return removeRecords(block, repeated);
}

function countAll(blocks: readonly RecordBlock[]): number {
  return blocks.reduce((sum, block) => sum + countRecords(block), 0);
}
