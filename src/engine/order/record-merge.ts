/**
 * Merges sorted blocks into one sequence: blocks can be added at any time, and the first record can
 * be taken at any time. Records that do not fit in memory are written to sorted runs in a temporary
 * folder; only one block of each run is in memory.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createBlockBuilder } from '../../query/block-builder.ts';
import { cell, countRecords, type RecordBlock, Row, sizeOf } from '../../query/record-block.ts';
import { createTemporaryFolder } from '../disk/temporary-folder.ts';
import { CursorHeap } from './cursor-heap.ts';
import { RecordCursor } from './record-cursor.ts';
import type { CompareRecords, PlacedRecord } from './record-order.ts';
import { RunWriter } from './run-file.ts';
import type { SortedBlock } from './sort-block.ts';

/** Options of a merge. */
export interface MergeOptions {
  readonly compare: CompareRecords;
  /** Keep every delivery of an event; otherwise only the first in the order is kept. */
  readonly keepDuplicates: boolean;
  /** Takes back the memory of a block whose records have all been taken. */
  readonly giveBack: (block: RecordBlock) => void;
  readonly signal: AbortSignal;
}

/** When a level has this many runs on disk, they are merged into one run of the next level. */
const maxRunsOfLevel = 16;
/** After this many records, the event loop gets a turn, so that an abort is noticed. */
const turnLength = 4096;

/** Merges sorted blocks; the file's header explains how. */
export class RecordMerge {
  readonly #options: MergeOptions;
  #heap: CursorHeap;
  /** The level of each run on disk: how many times its records have been merged. */
  readonly #levels = new Map<RecordCursor, number>();
  readonly #folder = createTemporaryFolder(
    'sort',
    'events are sorted there; set TMPDIR to a folder with free space, or use --unordered',
  );
  readonly #isRepeated: (record: PlacedRecord) => boolean;
  /** The size of the blocks in memory. A block counts until its last record is taken. */
  #held = { bytes: 0, records: 0 };
  #dropped = 0;

  constructor(options: MergeOptions) {
    this.#options = options;
    this.#heap = new CursorHeap(options.compare);
    this.#isRepeated = createRepeatTest(options);
  }

  /** The size in bytes of the blocks in memory. */
  get bytes(): number {
    return this.#held.bytes;
  }

  /**
   * The first record in the order; undefined when all have been taken. It is valid until the next
   * call of `take`.
   */
  get first(): PlacedRecord | undefined {
    return this.#heap.first;
  }

  /** Returns how many repeated deliveries were dropped since the last call. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }

  add(sorted: SortedBlock): void {
    const cursor = RecordCursor.ofBlock(sorted);
    if (!cursor) return;
    this.#held.bytes += sizeOf(sorted.block);
    this.#held.records += countRecords(sorted.block);
    this.#heap.add(cursor);
  }

  /**
   * Passes the first record to `use`, unless it is another delivery of the event before it, and
   * moves to the next record.
   */
  take(use: (record: PlacedRecord) => void): void {
    const { first } = this.#heap;
    if (!first) return;
    if (this.#isRepeated(first)) this.#dropped++;
    else use(first);
    const ended = this.#heap.advance();
    if (ended) this.#release(ended);
  }

  /**
   * Frees memory. No more than `limit` further records will be taken. If that many are likely to
   * fit into half of the budget, they stay in memory and the others are dropped. Otherwise, all
   * records in memory are moved to the temporary folder. Throws ConfigError when the disk is full,
   * and the signal's reason when it is aborted.
   */
  async shrink(limit: number, budget: number): Promise<void> {
    const inMemory = this.#heap.all.filter((cursor) => !cursor.isRun);
    const { bytes, records } = this.#held;
    if ((bytes / records) * limit < budget / 2) {
      const builder = createBlockBuilder();
      await this.#mergeOut(inMemory, limit, (record) => builder.copy(record.block, record.index));
      const block = builder.take();
      if (block) this.add({ block, order: Uint32Array.from(Array(countRecords(block)).keys()) });
      return;
    }
    await this.#moveToRun(inMemory, 0, limit);
    for (let level = 0; ; level++) {
      const runs = [...this.#levels].filter(([, at]) => at === level).map(([run]) => run);
      if (runs.length < maxRunsOfLevel) return;
      await this.#moveToRun(runs, level + 1, limit);
    }
  }

  /** Closes and removes the files on disk. No record may be taken afterwards. */
  close(): void {
    for (const cursor of this.#heap.all) cursor.close();
    this.#folder.remove();
  }

  async #moveToRun(cursors: readonly RecordCursor[], level: number, limit: number): Promise<void> {
    const { attempt, newFile } = this.#folder;
    const writer = attempt(() => new RunWriter(newFile()));
    try {
      await this.#mergeOut(cursors, limit, (record) => attempt(() => writer.add(record)));
      const run = RecordCursor.ofRun(attempt(() => writer.finish()));
      if (!run) return;
      this.#levels.set(run, level);
      this.#heap.add(run);
    } finally {
      writer.close();
    }
  }

  /**
   * Removes these cursors from the merge, and passes the first `limit` of their records to `use`.
   */
  async #mergeOut(
    cursors: readonly RecordCursor[],
    limit: number,
    use: (record: PlacedRecord) => void,
  ): Promise<void> {
    const { compare, signal } = this.#options;
    const merged = new CursorHeap(compare, cursors);
    const moved = new Set(cursors);
    this.#heap = new CursorHeap(
      compare,
      this.#heap.all.filter((cursor) => !moved.has(cursor)),
    );
    const isRepeated = createRepeatTest(this.#options);
    let used = 0;
    for (let turns = 1; merged.first && used < limit; turns++) {
      if (isRepeated(merged.first)) this.#dropped++;
      else {
        use(merged.first);
        used++;
      }
      const ended = merged.advance();
      if (ended) this.#release(ended);
      if (turns % turnLength > 0) continue;
      await nextTurn();
      signal.throwIfAborted();
    }
    for (const cursor of merged.all) this.#release(cursor);
  }

  #release(cursor: RecordCursor): void {
    this.#levels.delete(cursor);
    cursor.close();
    if (cursor.isRun) return;
    this.#held.bytes -= sizeOf(cursor.block);
    this.#held.records -= countRecords(cursor.block);
    this.#options.giveBack(cursor.block);
  }
}

/**
 * Returns a test for records in order: whether a record is another delivery of the event before it.
 * The deliveries of an event follow each other and have the same hash of key and time; a hash of 0
 * means that the event has no key.
 */
function createRepeatTest({
  keepDuplicates,
}: Pick<MergeOptions, 'keepDuplicates'>): (record: PlacedRecord) => boolean {
  let [lastTime, lastLow, lastHigh] = [Number.NaN, 0, 0];
  return ({ block, index, time }) => {
    const low = cell(block, index, Row.hashLow);
    const high = cell(block, index, Row.hashHigh);
    const isSame = time === lastTime && low === lastLow && high === lastHigh;
    [lastTime, lastLow, lastHigh] = [time, low, high];
    return !keepDuplicates && isSame && (low !== 0 || high !== 0);
  };
}
