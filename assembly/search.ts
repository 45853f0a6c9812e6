import {
  FAILED,
  PASSED,
  SEARCH_ANY_CASE,
  SEARCH_COUNT,
  SEARCH_ENOUGH,
  SEARCH_IN_SPACED,
  SEARCH_TEXTS,
  TEXT_BYTES,
  TEXT_ENTRY,
  TEXT_MASKS,
} from '../src/decode/scanner/layout';

// A search for texts in whole records, at sixteen places at once: where the first and the last byte of a text
// are found at their distance, the others are compared.

/** The texts that are searched: see `layout.ts`; 0 when none are known. */
let search: usize = 0;

export function setSearch(address: usize): void {
  search = address;
}

/**
 * Returns PASSED or FAILED for a record whose text must have one of the texts, or 0 when the host must test it.
 * `spaced`: there is white space between its tokens, which its text does not have.
 */
export function searchRecord(start: usize, end: usize, spaced: bool): u32 {
  if (!search || (spaced && !load<u32>(search, SEARCH_IN_SPACED))) return 0;
  const count = load<u32>(search, SEARCH_COUNT);
  for (let index: u32 = 0; index < count; index++) {
    const entry = search + SEARCH_TEXTS + <usize>index * TEXT_ENTRY;
    if (hasText(entry, start, end)) return load<u32>(search, SEARCH_ENOUGH) ? PASSED : 0;
  }
  return load<u32>(search, SEARCH_ANY_CASE) && hasOtherThanAscii(start, end) ? 0 : FAILED;
}

function hasText(entry: usize, start: usize, end: usize): bool {
  const bytes: usize = load<u32>(entry, TEXT_BYTES);
  const masks: usize = load<u32>(entry, TEXT_MASKS);
  const last = <usize>load<u32>(entry) - 1;
  const firstByte = i8x16.splat(load<u8>(bytes));
  const firstMask = i8x16.splat(load<u8>(masks));
  const lastByte = i8x16.splat(load<u8>(bytes + last));
  const lastMask = i8x16.splat(load<u8>(masks + last));
  const stop = end - last;
  for (let at = start; at < stop; at += 16) {
    let found = <u32>(
      i8x16.bitmask(
        v128.and(
          i8x16.eq(v128.or(v128.load(at), firstMask), firstByte),
          i8x16.eq(v128.or(v128.load(at + last), lastMask), lastByte),
        ),
      )
    );
    for (; found; found &= found - 1) {
      const place = at + <usize>ctz(found);
      if (place < stop && isAt(place, bytes, masks, last)) return true;
    }
  }
  return false;
}

function isAt(place: usize, bytes: usize, masks: usize, last: usize): bool {
  for (let index: usize = 0; index < last; index++) {
    if ((load<u8>(place + index) | load<u8>(masks + index)) != load<u8>(bytes + index)) return false;
  }
  return true;
}

function hasOtherThanAscii(start: usize, end: usize): bool {
  for (let at = start; at < end; at += 16) {
    const found = <u32>i8x16.bitmask(v128.load(at));
    if (found) return at + <usize>ctz(found) < end;
  }
  return false;
}
