import type { EventRecord } from './event-record.ts';
import { cell, keyStart, type RecordBlock, Row, rowLength, textStart } from './record-block.ts';

/** Collects records in a block. Allocates memory only when it is needed. */
export interface BlockBuilder {
  /** Returns the number of bytes of text in the builder. */
  size(): number;
  /** Returns whether the block is large enough to be passed on. */
  isFull(): boolean;
  /** Adds a record; `hash` is the hash of its key and time, lower half first. */
  add(
    record: Omit<EventRecord, 'event'>,
    hash: readonly [low: number, high: number],
    group?: number,
  ): void;
  /** Adds a copy of a record of another block, with this text if it is given. */
  copy(block: RecordBlock, index: number, json?: string): void;
  /** Returns the block, or undefined when nothing was added. The builder is empty afterwards. */
  take(): RecordBlock | undefined;
  /**
   * Returns the block as `take` does, but in the builder's own memory: records added later
   * overwrite it.
   */
  lend(): RecordBlock | undefined;
}

/** The number of bytes of text at which a block is full. */
const fullBytes = 2 ** 18;
/** The number of rows at which it is full in any case: texts may be empty. */
const fullRows = 2 ** 14;

/** Creates an empty builder. */
export function createBlockBuilder(): BlockBuilder {
  const texts = createGrowingBytes();
  const keys = createGrowingBytes();
  let rows = new Float64Array(0);
  let used = 0;
  const files = new Map<string, number>();

  const indexOf = (file: string): number => {
    const known = files.get(file);
    if (known !== undefined) return known;
    files.set(file, files.size);
    return files.size - 1;
  };
  /**
   * Adds the row of a record whose text and key have been added; returns where it begins in `rows`.
   */
  const addRow = (file: string): number => {
    if (used + rowLength > rows.length) rows = enlarged(rows);
    const row = used;
    // The text is followed by a line feed.
    rows[row + Row.textEnd] = texts.length() - 1;
    rows[row + Row.keyEnd] = keys.length();
    rows[row + Row.file] = indexOf(file);
    used += rowLength;
    return row;
  };
  const lend = (): RecordBlock | undefined => {
    if (used === 0) return undefined;
    const block: RecordBlock = {
      texts: texts.lend(),
      keys: keys.lend(),
      rows: rows.subarray(0, used),
      files: [...files.keys()],
    };
    used = 0;
    files.clear();
    return block;
  };

  return {
    size: texts.length,
    isFull: () => texts.length() >= fullBytes || used >= fullRows * rowLength,
    add({ json, key, time, offset, file }, [low, high], group = 0) {
      const text = Buffer.from(`${json}\n`);
      const id = Buffer.from(key);
      texts.add(text, 0, text.length);
      keys.add(id, 0, id.length);
      const row = addRow(file);
      rows[row + Row.time] = time;
      rows[row + Row.offset] = offset;
      rows[row + Row.hashLow] = low;
      rows[row + Row.hashHigh] = high;
      rows[row + Row.group] = group;
    },
    copy(block, index, json) {
      if (json === undefined) {
        texts.add(block.texts, textStart(block, index), cell(block, index, Row.textEnd) + 1);
      } else {
        const text = Buffer.from(`${json}\n`);
        texts.add(text, 0, text.length);
      }
      keys.add(block.keys, keyStart(block, index), cell(block, index, Row.keyEnd));
      const row = addRow(block.files[cell(block, index, Row.file)] ?? '');
      for (const position of copiedPositions) rows[row + position] = cell(block, index, position);
    },
    take() {
      const block = lend();
      return (
        block && {
          ...block,
          texts: copyOf(block.texts),
          keys: copyOf(block.keys),
          rows: block.rows.slice(),
        }
      );
    },
    lend,
  };
}

/** The numbers of a row that are the same in any block. */
const copiedPositions = [Row.time, Row.offset, Row.hashLow, Row.hashHigh, Row.group];

function enlarged(numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.max(numbers.length * 2, 64 * rowLength));
  larger.set(numbers);
  return larger;
}

function createGrowingBytes() {
  let bytes = Buffer.alloc(0);
  let used = 0;
  return {
    length: () => used,
    add(from: Buffer, start: number, end: number) {
      const needed = used + end - start;
      if (needed > bytes.length) {
        // Not cleared: it is written before it is read.
        const larger = Buffer.allocUnsafeSlow(Math.max(bytes.length * 2, needed, 2 ** 12));
        bytes.copy(larger, 0, 0, used);
        bytes = larger;
      }
      from.copy(bytes, used, start, end);
      used = needed;
    },
    lend() {
      const lent = bytes.subarray(0, used);
      used = 0;
      return lent;
    },
  };
}

/** Copies the bytes into memory of exactly their length. */
function copyOf(bytes: Buffer): Buffer<ArrayBuffer> {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}
