import { setImmediate as nextTurn } from 'node:timers/promises';
import { createBlockBuilder } from '../../query/block-builder.ts';
import { createLedger } from '../../query/ledger.ts';
import type { QueryPart } from '../../query/query-part.ts';
import { cell, type RecordBlock, Row } from '../../query/record-block.ts';
import type { DeliveryOrder } from './delivery-order.ts';
import { RecordMerge } from './record-merge.ts';
import {
  type CompareRecords,
  compareRecords,
  type PlacedRecord,
  type TimeOrder,
} from './record-order.ts';
import { createSeenEvents } from './seen-events.ts';
import type { SortedBlock } from './sort-block.ts';

/** Options of a stream in time order. */
export interface OrderOptions {
  readonly order: TimeOrder;
  /** The maximum number of events to yield, from the first in the order; absent for all. */
  readonly limit?: number;
  /** Yield every delivery of an event, not only one. */
  readonly keepDuplicates: boolean;
  /** The positions of events and files. */
  readonly delivery: DeliveryOrder;
  /** The bytes of memory for waiting events; absent for 48 MiB. */
  readonly budget?: number;
  /** Takes back the memory of a block that is no longer used. */
  readonly giveBack?: (block: RecordBlock) => void;
  readonly signal: AbortSignal;
}

const defaultBudget = 48 * 2 ** 20;

/**
 * Holds the events that wait for their turn in the order, and those that arrived too late for it.
 */
export class TimeStream {
  readonly #options: OrderOptions;
  readonly #delivery: DeliveryOrder;
  /** Events that arrived on time, sorted by time. */
  readonly #waiting: RecordMerge;
  /** Events that arrived too late, sorted by the position of their files. */
  readonly #late: RecordMerge;
  /** Hashes of the events that have been yielded, to recognize repeats that arrive late. */
  readonly #yielded = createSeenEvents();
  readonly #builder = createBlockBuilder();
  #left: number;
  #counts = { lateEvents: 0, latestBy: 0, repeats: 0 };

  constructor(options: OrderOptions) {
    const { order, limit = Number.POSITIVE_INFINITY, delivery } = options;
    const { keepDuplicates, giveBack = () => {}, signal } = options;
    this.#options = options;
    this.#left = limit;
    this.#delivery = delivery;
    const compare = compareRecords(order);
    this.#waiting = new RecordMerge({ compare, keepDuplicates, giveBack, signal });
    const byFile = { compare: this.#byFile(compare), keepDuplicates, signal };
    this.#late = new RecordMerge({ ...byFile, giveBack: () => {} });
  }

  /** Returns whether the limit of events has been reached. */
  hasReachedLimit(): boolean {
    return this.#left <= 0;
  }

  add(sorted: SortedBlock): void {
    const { onTime, late } = this.#splitLate(sorted);
    this.#waiting.add(onTime);
    if (late) this.#late.add(late);
  }

  /**
   * Yields the waiting events that no unread event is likely to precede, when every file before the
   * frontier has been read.
   */
  async *yieldUntil(
    frontier: number,
    bound = this.#delivery.boundOf(frontier),
  ): AsyncGenerator<QueryPart> {
    const { boundOf } = this.#delivery;
    for (;;) {
      const { first } = this.#late;
      const file = first ? this.#positionOfFile(first) : Number.POSITIVE_INFINITY;
      // Another file of the same minute, still unread, may hold late events that come first.
      if (!first || !(file < frontier)) break;
      yield* this.#yieldWaiting(boundOf(file));
      while (this.#late.first && this.#positionOfFile(this.#late.first) === file) {
        if (this.#isBlockFull()) yield* this.#flush();
        if (this.hasReachedLimit()) return;
        this.#late.take((record) => this.#addLate(record));
      }
    }
    yield* this.#yieldWaiting(bound);
    yield* this.#flush();
  }

  /** Moves events to disk when they exceed the budget. */
  async makeRoom(): Promise<void> {
    const { budget = defaultBudget } = this.#options;
    if (this.#waiting.bytes > budget) await this.#waiting.shrink(this.#left, budget);
    // More late events than the limit must be kept: some may turn out to have been yielded before.
    if (this.#late.bytes > budget) await this.#late.shrink(Number.POSITIVE_INFINITY, budget);
  }

  close(): void {
    this.#waiting.close();
    this.#late.close();
  }

  async *#yieldWaiting(until: number): AsyncGenerator<QueryPart> {
    while (this.#addWaiting(until)) yield* this.#flush();
  }

  /**
   * Moves the waiting events before a position to the output block. Returns whether the block
   * became full before all were moved.
   */
  #addWaiting(until: number): boolean {
    const { positionOf } = this.#delivery;
    for (let { first } = this.#waiting; first; { first } = this.#waiting) {
      if (!(positionOf(first.time) < until) || this.hasReachedLimit()) return false;
      if (this.#builder.isFull()) return true;
      this.#waiting.take(this.#addToBlock);
    }
    return false;
  }

  #addLate(record: PlacedRecord): void {
    if (this.#isKnown(record)) {
      this.#counts.repeats++;
      return;
    }
    this.#counts.lateEvents++;
    const by = Math.abs(this.#positionOfFile(record) - this.#delivery.positionOf(record.time));
    this.#counts.latestBy = Math.max(this.#counts.latestBy, by);
    this.#addToBlock(record);
  }

  readonly #addToBlock = ({ block, index }: PlacedRecord): void => {
    this.#builder.copy(block, index);
    this.#left--;
    if (!this.#options.keepDuplicates) this.#yielded.add(block, index);
  };

  #isKnown({ block, index }: PlacedRecord): boolean {
    return !this.#options.keepDuplicates && this.#yielded.has(block, index);
  }

  #isBlockFull(): boolean {
    return this.#builder.isFull() || this.hasReachedLimit();
  }

  /** Yields the output block, and the counts of repeats and late events. */
  async *#flush(): AsyncGenerator<QueryPart> {
    const { lateEvents, latestBy } = this.#counts;
    const duplicates =
      this.#counts.repeats + this.#waiting.takeDropped() + this.#late.takeDropped();
    this.#counts = { lateEvents: 0, latestBy: 0, repeats: 0 };
    const block = this.#builder.lend();
    if (!block && duplicates === 0 && lateEvents === 0) return;
    this.#options.signal.throwIfAborted();
    const ledger = { ...createLedger(), matched: 0 - duplicates, duplicates, lateEvents, latestBy };
    yield block ? { block, ledger } : { ledger };
    // File operations here are synchronous: let the event loop run, so that an abort is noticed.
    await nextTurn();
    this.#options.signal.throwIfAborted();
  }

  /**
   * Splits a block into events that arrived on time and late ones. An event is late when events
   * after it may already have been yielded before its file was read.
   */
  #splitLate({ block, order }: SortedBlock): {
    readonly onTime: SortedBlock;
    readonly late?: SortedBlock | undefined;
  } {
    const { positionOf, positionOfFile, boundOf } = this.#delivery;
    const bounds = block.files.map((name) => boundOf(positionOfFile(name)));
    const isLate = (index: number) =>
      positionOf(cell(block, index, Row.time)) < (bounds[cell(block, index, Row.file)] ?? 0);
    // If the earliest record, which is the first, is on time, then all are: the usual case.
    const [first] = order;
    const earliest = first === undefined ? 0 : positionOf(cell(block, first, Row.time));
    if (bounds.every((bound) => !(earliest < bound))) return { onTime: { block, order } };
    const late = order.filter(isLate);
    if (late.length === 0) return { onTime: { block, order } };
    return {
      onTime: { block, order: order.filter((index) => !isLate(index)) },
      late: this.#copyByFile(block, late),
    };
  }

  /**
   * Copies these records to a block sorted by the position of their files; records of one file keep
   * their order.
   */
  #copyByFile(block: RecordBlock, indexes: Uint32Array): SortedBlock | undefined {
    const fileOf = (index: number) => this.#positionOfFile({ block, index });
    const builder = createBlockBuilder();
    // Positions may be infinite, so they are compared and not subtracted.
    for (const index of [...indexes].sort((a, b) => compareNumbers(fileOf(a), fileOf(b)))) {
      builder.copy(block, index);
    }
    const copy = builder.take();
    return copy && { block: copy, order: Uint32Array.from(indexes.keys()) };
  }

  #positionOfFile({ block, index }: Pick<PlacedRecord, 'block' | 'index'>): number {
    return this.#delivery.positionOfFile(block.files[cell(block, index, Row.file)] ?? '');
  }

  #byFile(compare: CompareRecords): CompareRecords {
    return (a, b) =>
      compareNumbers(this.#positionOfFile(a), this.#positionOfFile(b)) || compare(a, b);
  }
}

function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
