import {
  MEMO_ANSWERS,
  MEMO_ENTRIES,
  MEMO_SLOT_COUNT,
  MEMO_SLOTS,
} from '../src/decode/scanner/layout';
import { hashBytes } from './hash';
import { record, slotEnd, slotStart } from './slots';

// Answers of the host about values: a table from the texts of some slots to a row with the answer to each
// question that depends on these slots, 0 when it is unknown. Rows are added at the end, so that a memo of few
// texts touches little memory.
//
// The host allocates a memo, as memory filled with zeros:
//   0 u32 number of rows; 4 u32 bytes of rows; the slots and the sizes (see `layout.ts`);
//   RECORD u64 the last record whose row was looked up; ROW u32 where its answers are, or 0;
//   INDEX for each entry: u32 hash, u32 address of a row, or 0;
//   ROWS bytes of rows: u32 length of the text, the answers, u32 each, and the text.

const RECORD: usize = MEMO_ENTRIES + 8;
const ROW: usize = RECORD + 8;
const INDEX: usize = RECORD + 16;
const ROWS: usize = 5 << 19;
/** Bytes of a row before the answers. */
const ROW_HEAD: usize = 4;

/** Returns the bytes of memory for a memo with this many entries in its index. */
export function memoSize(entries: usize): usize {
  return INDEX + (entries << 3) + ROWS + 16;
}

/** The longest text, in bytes, that is kept. */
const LONGEST: usize = 4096;
const joined = memory.data(4096 + 16);

/** The text of the last lookup, and its hash. */
let text: usize = 0;
let length: usize = 0;
let hash: u64 = 0;

/**
 * Returns the address of the answers for the slots' texts in the current record, or 0 when the texts are too
 * long. The slots are read only once for each record.
 */
// @ts-ignore: decorator
@inline
export function answersOf(memo: usize): usize {
  return load<u64>(memo, RECORD) == record ? load<u32>(memo, ROW) : lookUp(memo);
}

/** Consecutive records often have the same values: the row of the last one is compared first. */
function lookUp(memo: usize): usize {
  let answers: usize = 0;
  if (readSlots(memo)) {
    answers = load<u32>(memo, ROW);
    if (!answers || !isOfText(memo, answers - ROW_HEAD)) answers = find(memo) + ROW_HEAD;
  }
  store<u64>(memo, record, RECORD);
  store<u32>(memo, <u32>answers, ROW);
  return answers;
}

/** Returns whether a row is that of the text of the last lookup. */
// @ts-ignore: decorator
@inline
function isOfText(memo: usize, row: usize): bool {
  return load<u32>(row) == <u32>length && isSame(row + headOf(memo), text, length);
}

/** Returns the bytes of a row before the text. */
// @ts-ignore: decorator
@inline
function headOf(memo: usize): usize {
  return ROW_HEAD + (<usize>load<u32>(memo, MEMO_ANSWERS) << 2);
}

/** Stores an answer, which is not 0, for the slots' texts. */
export function learn(memo: usize, answer: usize, number: u32): void {
  const answers = answersOf(memo);
  if (answers) store<u32>(answers + (answer << 2), number);
}

/** Empties the memo. */
export function forget(memo: usize): void {
  memory.fill(memo + INDEX, 0, <usize>load<u32>(memo, MEMO_ENTRIES) << 3);
  store<u32>(memo, 0);
  store<u32>(memo, 0, 4);
  store<u64>(memo, 0, RECORD);
  store<u32>(memo, 0, ROW);
}

/** Returns the address of the row of the text; adds a row without answers for a new one. */
function find(memo: usize): usize {
  hash = hashBytes(text, length, 0);
  const mask = <usize>load<u32>(memo, MEMO_ENTRIES) - 1;
  let at = <usize>hash & mask;
  while (true) {
    const entry = memo + INDEX + (at << 3);
    const row = <usize>load<u32>(entry, 4);
    if (!row) return add(memo, entry);
    if (load<u32>(entry) == <u32>(hash >> 32) && isOfText(memo, row)) return row;
    at = (at + 1) & mask;
  }
}

/**
 * Adds a row for the text of the last lookup, at this free entry of the index. A memo that is full is emptied
 * first.
 */
function add(memo: usize, free: usize): usize {
  let entry = free;
  const entries = <usize>load<u32>(memo, MEMO_ENTRIES);
  const head = headOf(memo);
  // Rows begin at multiples of four.
  const size = (head + length + 3) & ~3;
  if (load<u32>(memo) >= <u32>((entries >> 2) * 3) || load<u32>(memo, 4) + size > ROWS) {
    forget(memo);
    entry = memo + INDEX + ((<usize>hash & (entries - 1)) << 3);
  }
  const used = <usize>load<u32>(memo, 4);
  const row = memo + INDEX + (entries << 3) + used;
  store<u32>(row, <u32>length);
  memory.fill(row + ROW_HEAD, 0, head - ROW_HEAD);
  memory.copy(row + head, text, length);
  store<u32>(memo, load<u32>(memo) + 1);
  store<u32>(memo, <u32>(used + size), 4);
  store<u32>(entry, <u32>(hash >> 32));
  store<u32>(entry, <u32>row, 4);
  return row;
}

/**
 * Sets `text` to the texts of the slots; returns false when they are too long. Several are joined with zero
 * bytes, which do not occur in JSON.
 */
function readSlots(memo: usize): bool {
  const count = load<u32>(memo, MEMO_SLOT_COUNT);
  if (count == 1) {
    const slot = load<i32>(memo, MEMO_SLOTS);
    text = slotStart(slot);
    length = text ? slotEnd(slot) - text : 0;
    return length <= LONGEST;
  }
  text = joined;
  length = 0;
  for (let index: u32 = 0; index < count; index++) {
    const slot = load<i32>(memo + (<usize>index << 2), MEMO_SLOTS);
    const start = slotStart(slot);
    const part = start ? slotEnd(slot) - start : 0;
    if (length + part >= LONGEST) return false;
    // In blocks, which for so few bytes is faster than memory.copy; the rest of a block is overwritten.
    for (let at: usize = 0; at < part; at += 16) {
      v128.store(joined + length + at, v128.load(start + at));
    }
    length += part;
    store<u8>(joined + length++, 0);
  }
  return true;
}

/**
 * Returns whether two texts are equal. Reading up to 7 bytes beyond them is safe: other rows or zeros
 * follow.
 */
function isSame(a: usize, b: usize, length: usize): bool {
  let at: usize = 0;
  for (; at + 8 <= length; at += 8) if (load<u64>(a + at) != load<u64>(b + at)) return false;
  const rest = (length - at) << 3;
  return rest == 0 || ((load<u64>(a + at) ^ load<u64>(b + at)) & ((<u64>1 << rest) - 1)) == 0;
}
