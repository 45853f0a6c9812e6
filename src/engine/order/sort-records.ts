import { setImmediate as nextTurn } from 'node:timers/promises';
import { createBlockBuilder } from '../../query/block-builder.ts';
import { countRecords, type RecordBlock, sizeOf } from '../../query/record-block.ts';
import {
  compareRecords,
  distinct,
  type PlacedRecord,
  placedRecords,
  type TimeOrder,
} from './record-order.ts';
import { createSpill } from './spill.ts';

/** How records are sorted. */
export interface SortOptions {
  readonly order: TimeOrder;
  /** How many records at most, from the first in the order; absent for all. */
  readonly limit?: number;
  /** Give every delivery of an event, and not only the first in the order. */
  readonly keepDuplicates: boolean;
  readonly signal: AbortSignal;
}

/** Sorts records in memory and, when somebody says so, in a temporary folder. */
export interface RecordSorter {
  add(block: RecordBlock): void;
  /** Bytes that are held. */
  size(): number;
  /** The blocks that were added and not yet sorted. */
  blocks(): readonly RecordBlock[];
  /** Forgets these. */
  clear(): void;
  /**
   * Holds less: with a limit, drops what cannot be among the first so many; what is still more than
   * `most` goes to the temporary folder. Throws ConfigError when that does not take it.
   */
  shrink(most: number): Promise<void>;
  /** Yields everything in order, as `compareRecords` has it. Throws the signal's reason. */
  sorted(): AsyncGenerator<RecordBlock>;
  /** Removes the temporary folder, at once. */
  remove(): void;
}

export function createRecordSorter({
  order,
  limit = Number.POSITIVE_INFINITY,
  keepDuplicates,
  signal,
}: SortOptions): RecordSorter {
  const compare = compareRecords(order);
  const wanted = keepDuplicates ? (records: Iterable<PlacedRecord>) => records : distinct;
  const spill = createSpill({ compare, wanted, limit, signal });
  /** Blocks that came since the last cut, and records that were left by it. */
  let blocks: RecordBlock[] = [];
  let waiting: PlacedRecord[] = [];
  let held = 0;
  /** With a limit: what comes after this record is not wanted, for enough come before it. */
  let last: PlacedRecord | undefined;
  const cut = () => {
    for (const block of blocks) {
      for (const record of placedRecords(block, countRecords(block))) {
        if (!last || compare(record, last) <= 0) waiting.push(record);
      }
    }
    blocks = [];
    waiting = [...wanted(waiting.sort(compare))].slice(0, limit);
    if (limit === Number.POSITIVE_INFINITY) return;
    if (waiting.length === limit) last = waiting.at(-1);
    // The blocks hold many records that are not wanted any more.
    waiting = copied(waiting);
    held = waiting[0] ? sizeOf(waiting[0].block) : 0;
  };
  return {
    add(block) {
      blocks.push(block);
      held += sizeOf(block);
    },
    size: () => held,
    blocks: () => blocks,
    clear() {
      blocks = [];
      held = 0;
    },
    async shrink(most) {
      cut();
      if (held <= most) return;
      await spill.write(waiting);
      waiting = [];
      held = 0;
    },
    async *sorted() {
      cut();
      yield* inBlocks(await spill.merge(waiting), limit, signal);
    },
    remove: spill.remove,
  };
}

/** The same records in a block that holds no others. */
function copied(records: readonly PlacedRecord[]): PlacedRecord[] {
  const builder = createBlockBuilder();
  for (const { block, index } of records) builder.copy(block, index);
  const block = builder.take();
  return block ? [...placedRecords(block, records.length)] : [];
}

async function* inBlocks(
  records: Iterable<PlacedRecord>,
  limit: number,
  signal: AbortSignal,
): AsyncGenerator<RecordBlock> {
  const builder = createBlockBuilder();
  let left = limit;
  for (const { block, index } of records) {
    builder.copy(block, index);
    left--;
    if (left > 0 && !builder.isFull()) continue;
    signal.throwIfAborted();
    const full = builder.lend();
    if (full) yield full;
    if (left <= 0) return;
    // Reading and writing may be done without waiting, but a signal must be heard.
    await nextTurn();
  }
  signal.throwIfAborted();
  const rest = builder.lend();
  if (rest) yield rest;
}
