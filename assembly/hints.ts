import { HINT_TABLE_BYTES, HINT_TABLES } from '../src/decode/scanner/layout';
import { record, slotEnd, slotStart } from './slots';

// A search for any of a few words of four characters, in upper or lower case, at sixteen places at once ("Teddy",
// by Geoffrey Langdale, in Hyperscan).

/** The words: see `layout.ts`. */
let hints: usize = 0;
/** The slot of the text in which they are searched. */
let slot: i32 = 0;

export function setHints(address: usize, inSlot: i32): void {
  hints = address;
  slot = inSlot;
}

/** The last record that was searched, and whether it has one of the words. */
let searched: u64 = 0;
let found: bool = false;

/** Returns whether the text in the slot, in the current record, has one of the words. */
export function hasHint(): bool {
  if (searched != record) {
    searched = record;
    found = findHint();
  }
  return found;
}

function findHint(): bool {
  const end = slotEnd(slot);
  for (let at = slotStart(slot); at < end; at += 16) {
    for (let places = candidates(at); places; places &= places - 1) {
      const place = at + <usize>ctz(places);
      if (place < end && isHint(load<u32>(place) | 0x20202020)) return true;
    }
  }
  return false;
}

/** Returns a bit for each of sixteen places where a word may begin; words that share a bit may be mixed. */
// @ts-ignore: decorator
@inline
function candidates(at: usize): u32 {
  const words = v128.and(
    v128.and(wordsWith(at, 0), wordsWith(at, 1)),
    v128.and(wordsWith(at, 2), wordsWith(at, 3)),
  );
  return <u32>i8x16.bitmask(i8x16.ne(words, i8x16.splat(0)));
}

/** Returns, for each of sixteen places, the words whose character at this index is the one there. */
// @ts-ignore: decorator
@inline
function wordsWith(at: usize, index: usize): v128 {
  const bytes = v128.load(at + index);
  const table = hints + HINT_TABLES + index * (2 * HINT_TABLE_BYTES);
  const lower = i8x16.swizzle(v128.load(table), v128.and(bytes, i8x16.splat(0x0f)));
  const upper = i8x16.swizzle(v128.load(table, HINT_TABLE_BYTES), i8x16.shr_u(bytes, 4));
  return v128.and(lower, upper);
}

function isHint(word: u32): bool {
  const end = hints + HINT_TABLES;
  for (let at = hints; at < end; at += 4) if (load<u32>(at) == word) return true;
  return false;
}
