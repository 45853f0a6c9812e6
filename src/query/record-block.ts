import {
  FILE,
  GROUP,
  HASH_HIGH,
  HASH_LOW,
  KEY_END,
  OFFSET,
  ROW_LENGTH,
  TEXT_END,
  TIME,
} from './row-layout.ts';

/**
 * Records in columns, so that hundreds of them can be sent to another thread, stored and written
 * without an object or a string for each.
 */
export interface RecordBlock {
  /** The records' JSON in UTF-8, each on one line, followed by a line feed. */
  readonly texts: Buffer<ArrayBuffer>;
  /** The key of each record in UTF-8, empty without an eventID. */
  readonly keys: Buffer<ArrayBuffer>;
  /** `rowLength` numbers for each record, at the positions that `Row` names. */
  readonly rows: Float64Array<ArrayBuffer>;
  /** The names of the log files in which the records were found. */
  readonly files: readonly string[];
}

/** Positions in a row. */
export const Row = {
  /** Where the record's text ends in `texts`, before the line feed. */
  textEnd: TEXT_END,
  /** Where its key ends in `keys`. */
  keyEnd: KEY_END,
  /** eventTime in epoch milliseconds. */
  time: TIME,
  /** Where the record begins, in bytes of the decompressed file. */
  offset: OFFSET,
  /** The index of its file in `files`. */
  file: FILE,
  /** The lower and the upper 32 bits of the hash of key and time. */
  hashLow: HASH_LOW,
  hashHigh: HASH_HIGH,
  /** The number of its group (`Query.group`), from 1; 0 when the query has no groups. */
  group: GROUP,
} as const;

/** The length of a row, which is as long as a cache line. */
export const rowLength = ROW_LENGTH;

/** Returns the number of records in the block. */
export function countRecords({ rows }: RecordBlock): number {
  return rows.length / rowLength;
}

/** Returns the number at this position of a row. */
export function cell({ rows }: RecordBlock, index: number, position: number): number {
  return rows[index * rowLength + position] ?? 0;
}

/** Returns where a record's text begins in `texts`. */
export function textStart(block: RecordBlock, index: number): number {
  return index === 0 ? 0 : cell(block, index - 1, Row.textEnd) + 1;
}

/** Returns where a record's key begins in `keys`. */
export function keyStart(block: RecordBlock, index: number): number {
  return index === 0 ? 0 : cell(block, index - 1, Row.keyEnd);
}

/** Returns a block of the first `count` records, without copying them. */
export function firstRecords(block: RecordBlock, count: number): RecordBlock {
  if (count >= countRecords(block)) return block;
  return {
    ...block,
    texts: block.texts.subarray(0, textStart(block, count)),
    rows: block.rows.subarray(0, count * rowLength),
  };
}

/**
 * Returns the block without the records at these indexes, which must be in ascending order. Moves
 * the others together, so the block must not be used any more.
 */
export function removeRecords(block: RecordBlock, removed: readonly number[]): RecordBlock {
  if (removed.length === 0) return block;
  const { texts, keys, rows } = block;
  let count = removed[0] ?? 0;
  let [textsEnd, keysEnd] = [textStart(block, count), keyStart(block, count)];
  for (const [at, before] of removed.entries()) {
    const [from, to] = [before + 1, removed[at + 1] ?? countRecords(block)];
    const [textsFrom, textsTo] = [textStart(block, from), textStart(block, to)];
    const [keysFrom, keysTo] = [keyStart(block, from), keyStart(block, to)];
    texts.copyWithin(textsEnd, textsFrom, textsTo);
    keys.copyWithin(keysEnd, keysFrom, keysTo);
    rows.copyWithin(count * rowLength, from * rowLength, to * rowLength);
    const end = count + to - from;
    for (let row = count * rowLength; row < end * rowLength; row += rowLength) {
      rows[row + Row.textEnd] = (rows[row + Row.textEnd] ?? 0) - textsFrom + textsEnd;
      rows[row + Row.keyEnd] = (rows[row + Row.keyEnd] ?? 0) - keysFrom + keysEnd;
    }
    count = end;
    textsEnd += textsTo - textsFrom;
    keysEnd += keysTo - keysFrom;
  }
  return {
    ...block,
    texts: texts.subarray(0, textsEnd),
    keys: keys.subarray(0, keysEnd),
    rows: rows.subarray(0, count * rowLength),
  };
}

/**
 * Returns the bytes of memory that a block occupies, including records that `firstRecords` left
 * out.
 */
export function sizeOf(block: RecordBlock): number {
  return buffersOf(block).reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** Returns the buffers of a block, each one once. */
export function buffersOf({ texts, keys, rows }: RecordBlock): readonly ArrayBuffer[] {
  return [...new Set([texts.buffer, keys.buffer, rows.buffer])];
}
