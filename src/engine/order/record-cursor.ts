import { cell, countRecords, type RecordBlock, Row } from '../../query/record-block.ts';
import type { PlacedRecord } from './record-order.ts';
import type { RunReader } from './run-file.ts';
import type { SortedBlock } from './sort-block.ts';

/**
 * A position in a sequence of sorted records: the records of a block in their sorted order, or
 * those of a run on disk, which is read one block at a time.
 */
export class RecordCursor implements PlacedRecord {
  block: RecordBlock;
  index = 0;
  /** eventTime in epoch milliseconds. */
  time = 0;
  /** Absent when the records of the block are stored in order, as those of a run are. */
  readonly #order: Uint32Array | undefined;
  readonly #run: RunReader | undefined;
  #at = 0;
  #count: number;

  private constructor(block: RecordBlock, order: Uint32Array | undefined, run?: RunReader) {
    this.block = block;
    this.#order = order;
    this.#run = run;
    this.#count = order?.length ?? countRecords(block);
    this.#readRecord();
  }

  /** Returns a cursor on the first record of a block; undefined when the block is empty. */
  static ofBlock({ block, order }: SortedBlock): RecordCursor | undefined {
    return order.length === 0 ? undefined : new RecordCursor(block, order);
  }

  /**
   * Returns a cursor on the first record of a run; undefined when the run is empty. Throws the
   * system's errors.
   */
  static ofRun(run: RunReader): RecordCursor | undefined {
    const block = run.next();
    return block && new RecordCursor(block, undefined, run);
  }

  /** Whether the records are on disk. */
  get isRun(): boolean {
    return this.#run !== undefined;
  }

  /** Moves to the next record; returns false at the end. Throws the system's errors. */
  advance(): boolean {
    if (++this.#at < this.#count) {
      this.#readRecord();
      return true;
    }
    const next = this.#run?.next();
    if (!next) return false;
    this.block = next;
    this.#count = countRecords(next);
    this.#at = 0;
    this.#readRecord();
    return true;
  }

  /** Closes the run, if it is one. */
  close(): void {
    this.#run?.close();
  }

  #readRecord(): void {
    this.index = this.#order ? (this.#order[this.#at] ?? 0) : this.#at;
    this.time = cell(this.block, this.index, Row.time);
  }
}
