import type { EventRecord } from './event-record.ts';
import { cell, keyStart, type RecordBlock, Row, rowLength, textStart } from './record-block.ts';

/** Puts records together in a block. */
export interface BlockBuilder {
  /** Bytes of text that it holds. */
  size(): number;
  /** Adds a record; `hash` is that of its key and time, the lower half first. */
  add(record: Omit<EventRecord, 'event'>, hash: readonly [low: number, high: number]): void;
  /** Adds a copy of a record of another block. */
  copy(block: RecordBlock, index: number): void;
  /** The block, or undefined when nothing was added. The builder is empty again. */
  take(): RecordBlock | undefined;
}

export function createBlockBuilder(): BlockBuilder {
  const texts = createGrowingBytes();
  const keys = createGrowingBytes();
  let rows = new Float64Array(64 * rowLength);
  let used = 0;
  let files = new Map<string, number>();

  const indexOf = (file: string): number => {
    const known = files.get(file);
    if (known !== undefined) return known;
    files.set(file, files.size);
    return files.size - 1;
  };
  const endRow = (file: string, time: number, offset: number, low: number, high: number) => {
    if (used + rowLength > rows.length) rows = enlarged(rows);
    rows[used + Row.textEnd] = texts.length();
    rows[used + Row.keyEnd] = keys.length();
    rows[used + Row.time] = time;
    rows[used + Row.offset] = offset;
    rows[used + Row.file] = indexOf(file);
    rows[used + Row.hashLow] = low;
    rows[used + Row.hashHigh] = high;
    used += rowLength;
    texts.add(lineFeed, 0, 1);
  };

  return {
    size: texts.length,
    add({ json, key, time, offset, file }, [low, high]) {
      const text = Buffer.from(json);
      const id = Buffer.from(key);
      texts.add(text, 0, text.length);
      keys.add(id, 0, id.length);
      endRow(file, time, offset, low, high);
    },
    copy(block, index) {
      const at = (place: number) => cell(block, index, place);
      texts.add(block.texts, textStart(block, index), at(Row.textEnd));
      keys.add(block.keys, keyStart(block, index), at(Row.keyEnd));
      const file = block.files[at(Row.file)] ?? '';
      endRow(file, at(Row.time), at(Row.offset), at(Row.hashLow), at(Row.hashHigh));
    },
    take() {
      if (used === 0) return undefined;
      const block: RecordBlock = {
        texts: texts.take(),
        keys: keys.take(),
        rows: rows.slice(0, used),
        files: [...files.keys()],
      };
      used = 0;
      files = new Map();
      return block;
    },
  };
}

const lineFeed = Buffer.from('\n');

function enlarged(numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

function createGrowingBytes() {
  let bytes = Buffer.from(new ArrayBuffer(2 ** 12));
  let used = 0;
  return {
    length: () => used,
    add(from: Buffer, start: number, end: number) {
      const needed = used + end - start;
      if (needed > bytes.length) {
        const larger = Buffer.from(new ArrayBuffer(Math.max(bytes.length * 2, needed)));
        bytes.copy(larger, 0, 0, used);
        bytes = larger;
      }
      from.copy(bytes, used, start, end);
      used = needed;
    },
    take() {
      const taken = Buffer.from(bytes.buffer.slice(0, used));
      used = 0;
      return taken;
    },
  };
}
