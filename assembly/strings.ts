import { BACKSLASH, QUOTE } from './bytes';

// A cursor over blocks of 64 bytes that knows which bytes are special inside a string: those that end it,
// begin an escape, are control characters, or are not ASCII. Finding them in all bytes at once, before it is
// known where strings begin, keeps the search off the critical path, on which each byte waits for the one
// before (Langdale and Lemire, "Parsing Gigabytes of JSON per Second", 2019).

/** The address of the block, and a bit for each special byte. */
let block: usize = 0;
let specials: u64 = 0;

/** The number of escapes found in strings, and of those that JSON.stringify would not write: `\\/`, `\\u…`. */
export let escapes: u32 = 0;
export let otherEscapes: u32 = 0;
/** Where the last invalid string became invalid. */
export let brokenAt: usize = 0;

/** Moves the cursor to the place from which strings are read. */
export function startStrings(at: usize): void {
  block = at;
  specials = specialBytes(at);
}

/**
 * Returns the address of the closing quote of the string whose first character is at `at`, or 0 when it is
 * not a JSON string in UTF-8. The zero after the window ends every string.
 */
// @ts-ignore: decorator
@inline
export function endOfString(at: usize): usize {
  const offset = at - block;
  if (offset < 64) {
    const ahead = specials >> offset;
    if (ahead) {
      const first = at + <usize>ctz(ahead);
      if (load<u8>(first) == QUOTE) return first;
    }
  }
  return endOfLongString(at);
}

function endOfLongString(start: usize): usize {
  let at = start;
  while (true) {
    while (at - block >= 64) {
      block += 64;
      specials = specialBytes(block);
    }
    const ahead = specials >> (at - block);
    if (!ahead) {
      at = block + 64;
      continue;
    }
    at += <usize>ctz(ahead);
    const byte = load<u8>(at);
    if (byte == QUOTE) return at;
    let length: usize;
    if (byte == BACKSLASH) {
      escapes++;
      length = lengthOfEscape(at);
    } else {
      length = lengthOfCharacter(at);
    }
    if (!length) {
      brokenAt = at;
      return 0;
    }
    at += length;
  }
}

// @ts-ignore: decorator
@inline
function specialBytes(at: usize): u64 {
  const low = <u64>(special16(at) | (special16(at + 16) << 16));
  const high = <u64>(special16(at + 32) | (special16(at + 48) << 16));
  return low | (high << 32);
}

// @ts-ignore: decorator
@inline
function special16(at: usize): u32 {
  const bytes = v128.load(at);
  const ends = v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c)));
  // As signed numbers, bytes above 0x7f are negative.
  return i8x16.bitmask(v128.or(ends, i8x16.lt_s(bytes, i8x16.splat(0x20))));
}

function lengthOfEscape(at: usize): usize {
  switch (load<u8>(at, 1)) {
    case 0x22: // "
    case 0x5c: // \
    case 0x62: // b
    case 0x66: // f
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return 2;
    case 0x2f: // /
      otherEscapes++;
      return 2;
    case 0x75: // u
      otherEscapes++;
      for (let digit: usize = 2; digit < 6; digit++) if (!isHex(load<u8>(at + digit))) return 0;
      return 6;
    default:
      return 0;
  }
}

function isHex(byte: u8): bool {
  const letter = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x66);
}

/**
 * Returns the length of a UTF-8 character of two to four bytes; 0 for anything else (RFC 3629, "UTF-8
 * syntax").
 */
function lengthOfCharacter(at: usize): usize {
  const first = load<u8>(at);
  const second = load<u8>(at, 1);
  if (first >= 0xc2 && first <= 0xdf) return isTail(second) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const least: u8 = first == 0xe0 ? 0xa0 : 0x80;
    const most: u8 = first == 0xed ? 0x9f : 0xbf;
    return second >= least && second <= most && isTail(load<u8>(at, 2)) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const least: u8 = first == 0xf0 ? 0x90 : 0x80;
    const most: u8 = first == 0xf4 ? 0x8f : 0xbf;
    const begins = second >= least && second <= most;
    return begins && isTail(load<u8>(at, 2)) && isTail(load<u8>(at, 3)) ? 4 : 0;
  }
  return 0;
}

// @ts-ignore: decorator
@inline
function isTail(byte: u8): bool {
  return (byte & 0xc0) == 0x80;
}
