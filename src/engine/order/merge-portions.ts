import { setImmediate as nextTurn } from 'node:timers/promises';
import { type BlockBuilder, createBlockBuilder } from '../../query/block-builder.ts';
import type { RecordBlock } from '../../query/record-block.ts';
import { cell, Row } from '../../query/record-block.ts';
import { push, removeFirst, sink } from '../../streams/heap.ts';
import type { Plan } from './plan-portions.ts';
import type { ReadPortion } from './read-portion.ts';
import { compareRecords, isDelivery, type PlacedRecord } from './record-order.ts';
import type { SortedBlock } from './sort-block.ts';
import type { SortOptions } from './sort-records.ts';

/** How portions are merged. */
export interface MergeOptions extends Pick<SortOptions, 'keepDuplicates' | 'signal'> {
  /** Takes a block back that is not looked at any more. */
  readonly giveBack: (block: RecordBlock) => void;
}

/**
 * Yields the events of portions that arrive in the order of the plan, in the order of their times.
 * A portion is asked for when everything before its start has been given, and a block of it is held
 * until all of it has been given. The memory of what is yielded is written over when more is asked
 * for. Throws the signal's reason when it is aborted.
 */
export async function* mergePortions(
  { portions, order }: Plan,
  arriving: AsyncIterable<ReadPortion>,
  { keepDuplicates, signal, giveBack }: MergeOptions,
): AsyncGenerator<RecordBlock> {
  const merge = createMerge(order, { keepDuplicates, giveBack });
  const builder = createBlockBuilder();
  let arrived = 0;
  for await (const { blocks } of arriving) {
    for (const block of blocks) merge.add(block);
    const next = portions[++arrived];
    while (merge.fill(builder, next?.start)) {
      signal.throwIfAborted();
      const full = builder.lend();
      if (full) yield full;
      // Reading and writing may be done without waiting, but a signal must be heard.
      await nextTurn();
    }
  }
  signal.throwIfAborted();
  const rest = builder.lend();
  if (rest) yield rest;
}

/** A block from which records are taken in its order: the record that is next. */
interface Cursor extends PlacedRecord {
  index: number;
  time: number;
  readonly order: Uint32Array;
  at: number;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

function createMerge(
  order: Plan['order'],
  { keepDuplicates, giveBack }: Pick<MergeOptions, 'keepDuplicates' | 'giveBack'>,
) {
  const direction = order === 'oldest-first' ? 1 : -1;
  const compare = compareRecords(order);
  const isBefore = (a: Cursor, b: Cursor) =>
    a.time === b.time ? compare(a, b) < 0 : direction * (a.time - b.time) < 0;
  const heap: Cursor[] = [];
  /** The record that was given last: the next one may be another delivery of it. */
  let last: Mutable<PlacedRecord> | undefined;
  /** The block of that record, when it was its last. */
  let usedUp: RecordBlock | undefined;
  const isRepeated = (next: Cursor) =>
    !keepDuplicates && last?.time === next.time && isDelivery(last, next);
  const give = (next: Cursor, builder: BlockBuilder) => {
    builder.copy(next.block, next.index);
    last ??= { block: next.block, index: next.index, time: next.time };
    last.block = next.block;
    last.index = next.index;
    last.time = next.time;
    if (usedUp) giveBack(usedUp);
    usedUp = undefined;
  };
  const advance = (first: Cursor) => {
    const index = first.order[++first.at];
    if (index === undefined) {
      if (last?.block === first.block) usedUp = first.block;
      else giveBack(first.block);
      removeFirst(heap, isBefore);
    } else {
      first.index = index;
      first.time = cell(first.block, index, Row.time);
      sink(heap, 0, isBefore);
    }
  };

  return {
    add({ block, order }: SortedBlock) {
      const [index] = order;
      if (index === undefined) return;
      const time = cell(block, index, Row.time);
      push(heap, { block, index, time, order, at: 0 }, isBefore);
    },
    /**
     * Moves records that come before the time, or all, to the builder. Returns whether it stopped
     * because that is full.
     */
    fill(builder: BlockBuilder, until: number | undefined): boolean {
      for (let first = heap[0]; first; first = heap[0]) {
        if (until !== undefined && direction * (until - first.time) <= 0) return false;
        if (builder.isFull()) return true;
        if (!isRepeated(first)) give(first, builder);
        advance(first);
      }
      return false;
    },
  };
}
