import {
  cell,
  keyStart,
  type RecordBlock,
  Row,
  rowLength,
  textStart,
} from '../../query/record-block.ts';
import type { PlacedRecord } from './record-order.ts';

/** Copies records, each once, into blocks that are large enough to be worth handing on. */
export interface BlockFiller {
  add(record: Pick<PlacedRecord, 'block' | 'index'>): void;
  /** Whether there is enough in the block. */
  isFull(): boolean;
  /** The block, or undefined when nothing was added. The next one is begun in other memory. */
  take(): RecordBlock | undefined;
  /** As `take`, but the next one is written over it. */
  lend(): RecordBlock | undefined;
}

/** Bytes of text with which a block is full. */
const fullBytes = 2 ** 18;

/** Room for these, and for one record more. */
const textBytes = fullBytes + 2 ** 14;

/** Creates a filler, which does not allocate memory before it is needed. */
export function createBlockFiller(): BlockFiller {
  let texts = Buffer.alloc(0);
  let keys = Buffer.alloc(0);
  let rows = new Float64Array(0);
  let textEnd = 0;
  let keyEnd = 0;
  let rowsEnd = 0;
  const files = new Map<string, number>();

  const indexOf = (file: string): number => {
    const known = files.get(file);
    if (known !== undefined) return known;
    files.set(file, files.size);
    return files.size - 1;
  };
  const lend = (): RecordBlock | undefined => {
    if (rowsEnd === 0) return undefined;
    const block: RecordBlock = {
      texts: texts.subarray(0, textEnd),
      keys: keys.subarray(0, keyEnd),
      rows: rows.subarray(0, rowsEnd),
      files: [...files.keys()],
    };
    textEnd = 0;
    keyEnd = 0;
    rowsEnd = 0;
    files.clear();
    return block;
  };

  return {
    add({ block, index }) {
      const text = textStart(block, index);
      const lineEnd = cell(block, index, Row.textEnd) + 1;
      const key = keyStart(block, index);
      const keyLength = cell(block, index, Row.keyEnd) - key;
      const textNeeded = textEnd + lineEnd - text;
      if (textNeeded > texts.length) texts = enlarged(texts, Math.max(textNeeded, textBytes));
      if (keyEnd + keyLength > keys.length) keys = enlarged(keys, keyEnd + keyLength);
      if (rowsEnd + rowLength > rows.length) rows = withMoreRows(rows);

      // With the line feed behind it.
      block.texts.copy(texts, textEnd, text, lineEnd);
      textEnd += lineEnd - text;
      block.keys.copy(keys, keyEnd, key, key + keyLength);
      keyEnd += keyLength;
      rows[rowsEnd + Row.textEnd] = textEnd - 1;
      rows[rowsEnd + Row.keyEnd] = keyEnd;
      rows[rowsEnd + Row.time] = cell(block, index, Row.time);
      rows[rowsEnd + Row.offset] = cell(block, index, Row.offset);
      rows[rowsEnd + Row.file] = indexOf(block.files[cell(block, index, Row.file)] ?? '');
      rows[rowsEnd + Row.hashLow] = cell(block, index, Row.hashLow);
      rows[rowsEnd + Row.hashHigh] = cell(block, index, Row.hashHigh);
      rowsEnd += rowLength;
    },
    isFull: () => textEnd >= fullBytes,
    take() {
      const block = lend();
      texts = Buffer.alloc(0);
      keys = Buffer.alloc(0);
      rows = new Float64Array(0);
      return block;
    },
    lend,
  };
}

/** The bytes in more memory, which is not cleared: it is written before it is read. */
function enlarged(bytes: Buffer<ArrayBuffer>, needed: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafeSlow(Math.max(bytes.length * 2, needed, 2 ** 14));
  bytes.copy(larger);
  return larger;
}

function withMoreRows(rows: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const more = new Float64Array(Math.max(rows.length * 2, 256 * rowLength));
  more.set(rows);
  return more;
}
