import { MEMO_SLOT_COUNT, MEMO_SLOTS, MOST_MEMO_SLOTS } from '../src/decode/scanner/layout';
import { hashBytes } from './hash';
import { slotEnd, slotStart } from './slots';

// Results that the host computed from values: a table from the texts of some slots to a number.
//
// The host allocates a memo, as memory filled with zeros:
//   0 u32 number of values; 4 u32 bytes of texts; the slots (see `layout.ts`);
//   TABLE the table, ENTRIES × 16 bytes: u32 hash, u32 address, u32 length, u32 number;
//   then TEXTS bytes of texts.

const TABLE: usize = (MEMO_SLOTS + MOST_MEMO_SLOTS * 4 + 15) & ~15;
const ENTRIES: usize = 1 << 15;
const TEXTS: usize = 1 << 21;

/** The bytes of memory for a memo. */
export const MEMO_SIZE: usize = TABLE + (ENTRIES << 4) + TEXTS + 16;

/** The longest text, in bytes, that is kept. */
const LONGEST: usize = 4096;
const joined = memory.data(4096 + 16);

/** The text of the last lookup, and its hash: `learn` stores these. */
let text: usize = 0;
let length: usize = 0;
let hash: u64 = 0;

/** Returns the number stored for the slots' texts in the current record, or 0 when it is unknown. */
export function findInMemo(memo: usize): u32 {
  return readSlots(memo) ? find(memo) : 0;
}

/** Stores a number, which is not 0, for the slots' texts. A memo that is full is emptied first. */
export function learn(memo: usize, number: u32): void {
  if (readSlots(memo) && !find(memo)) keep(memo, number);
}

/** Empties the memo. */
export function forget(memo: usize): void {
  memory.fill(memo + TABLE, 0, ENTRIES << 4);
  store<u32>(memo, 0);
  store<u32>(memo, 0, 4);
}

function find(memo: usize): u32 {
  hash = hashBytes(text, length, 0);
  let at = <usize>hash & (ENTRIES - 1);
  while (true) {
    const entry = memo + TABLE + (at << 4);
    const number = load<u32>(entry, 12);
    if (number == 0) return 0;
    if (load<u32>(entry) == <u32>(hash >> 32) && load<u32>(entry, 8) == <u32>length) {
      if (isSame(load<u32>(entry, 4), text, length)) return number;
    }
    at = (at + 1) & (ENTRIES - 1);
  }
}

/** Stores a number for the text of the last lookup. */
function keep(memo: usize, number: u32): void {
  if (load<u32>(memo) >= ((<u32>ENTRIES / 4) * 3) || load<u32>(memo, 4) + length > TEXTS) forget(memo);
  const used = load<u32>(memo, 4);
  const copy = memo + TABLE + (ENTRIES << 4) + used;
  memory.copy(copy, text, length);
  store<u32>(memo, load<u32>(memo) + 1);
  store<u32>(memo, used + <u32>length, 4);
  let at = <usize>hash & (ENTRIES - 1);
  while (load<u32>(memo + TABLE + (at << 4), 12)) at = (at + 1) & (ENTRIES - 1);
  const entry = memo + TABLE + (at << 4);
  store<u32>(entry, <u32>(hash >> 32));
  store<u32>(entry, <u32>copy, 4);
  store<u32>(entry, <u32>length, 8);
  store<u32>(entry, number, 12);
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
    memory.copy(joined + length, start, part);
    length += part;
    store<u8>(joined + length++, 0);
  }
  return true;
}

/**
 * Returns whether two texts are equal. Reading up to 7 bytes beyond them is safe: other texts or zeros
 * follow.
 */
function isSame(a: usize, b: usize, length: usize): bool {
  let at: usize = 0;
  for (; at + 8 <= length; at += 8) if (load<u64>(a + at) != load<u64>(b + at)) return false;
  const rest = (length - at) << 3;
  return rest == 0 || ((load<u64>(a + at) ^ load<u64>(b + at)) & ((<u64>1 << rest) - 1)) == 0;
}
