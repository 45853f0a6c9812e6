import {
  ARRAY,
  BOOLEAN,
  NESTED_TEXT,
  NULL,
  NUMBER,
  OBJECT,
  STRING,
} from '../src/decode/scanner/layout';
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  isSpace,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  skipSpaces,
} from './bytes';
import { findKey, isWrapper, kindsOf, mayBeSpelled, membersOf, slotOf } from './keys';
import { lengthOfLiteral } from './literals';
import { clearSlots, closeSlot, openSlot } from './slots';
import { brokenAt, endOfString, escapes, otherEscapes, startStrings } from './strings';

/** The node of a record's keys, and the number of slots. */
let root: usize = 0;
let slotCount: usize = 0;

export function setKeys(node: usize, slots: usize): void {
  root = node;
  slotCount = slots;
}

/** Whether there was white space between the record's tokens. */
export let spaced: bool = false;
/** The number of escapes as JSON.stringify would not write them before the record. */
let otherEscapesBefore: u32 = 0;
/** Where reading stopped in the last record that could not be read. */
export let stoppedAt: usize = 0;

const MOST_LEVELS: usize = 128;
/**
 * Two u32 for each open value: the node of its parent; then twice its slot (negative when it has none), plus
 * 1 when the parent is an object.
 */
const levels = memory.data(1024);

/**
 * Reads the object that begins at `start`, stores the positions of its values of interest in the slots, and
 * returns its end. The object is then JSON in UTF-8, and every value under a key of the nodes is of a kind
 * that they allow. Returns 0 for anything else: text that is damaged or cut off, has escapes in a key,
 * repeats a key of interest, has a key that may be another spelling of a field's name or a nested field that
 * is text, or nests too deeply. `isDocument`: also return 0 for an object with an array
 * under a wrapper's key.
 */
export function readRecord(start: usize, isDocument: bool): usize {
  spaced = false;
  otherEscapesBefore = otherEscapes;
  startStrings(start);
  clearSlots(slotCount);
  let node = root;
  let isObject = true;
  let depth: usize = 0;
  let at = skip(start + 1);
  while (true) {
    let entry: usize = 0;
    if (isObject) {
      if (load<u8>(at) != QUOTE) return stop(at);
      const escaped = escapes;
      const key = at + 1;
      const close = endOfString(key);
      if (!close) return stop(brokenAt);
      at = skip(close + 1);
      if (load<u8>(at) != COLON) return stop(at);
      at = skip(at + 1);
      if (node) {
        if (escapes != escaped) return stop(key);
        entry = findKey(node, key, close - key);
        if (!entry) {
          if (mayBeSpelled(node, key, close - key)) return stop(key);
        } else if (slotOf(entry) >= 0 && !openSlot(slotOf(entry), at)) return stop(key);
      }
    }

    const first = load<u8>(at);
    let kind: i32;
    if (first == QUOTE) {
      if (entry && kindsOf(entry) & NESTED_TEXT && beginsNested(load<u8>(at + 1))) return stop(at);
      const close = endOfString(at + 1);
      if (!close) return stop(brokenAt);
      at = close + 1;
      kind = STRING;
    } else if ((first | 0x20) == OPEN_BRACE) {
      if (depth == MOST_LEVELS) return stop(at);
      kind = first == OPEN_BRACE ? OBJECT : ARRAY;
      const level = levels + (depth << 3);
      store<u32>(level, <u32>node);
      if (entry) {
        if (!(kindsOf(entry) & kind)) return stop(at);
        if (isDocument && depth == 0 && kind == ARRAY && isWrapper(entry)) return stop(at);
        node = membersOf(entry);
        store<i32>(level, (slotOf(entry) << 1) | i32(isObject), 4);
      } else {
        // Objects in an array that has a node use the array's node.
        if (isObject) node = 0;
        else if (node && kind == ARRAY) return stop(at);
        store<i32>(level, -2 | i32(isObject), 4);
      }
      depth++;
      isObject = kind == OBJECT;
      at = skip(at + 1);
      if (load<u8>(at) != (isObject ? CLOSE_BRACE : CLOSE_BRACKET)) continue;
      kind = 0;
    } else {
      const length = lengthOfLiteral(at);
      // The window may end within a literal; the longest is `false`.
      if (!length) return stop(at + 4);
      at += length;
      kind = first == 0x6e ? NULL : first == 0x74 || first == 0x66 ? BOOLEAN : NUMBER;
    }

    if (kind) {
      if (entry) {
        if (!(kindsOf(entry) & kind)) return stop(at);
        if (slotOf(entry) >= 0) closeSlot(slotOf(entry), at);
      } else if (!isObject && node) {
        return stop(at);
      }
      at = skip(at);
    }
    while (load<u8>(at) == (isObject ? CLOSE_BRACE : CLOSE_BRACKET)) {
      at++;
      if (depth == 0) return at;
      depth--;
      const level = levels + (depth << 3);
      node = load<u32>(level);
      const packed = load<i32>(level, 4);
      isObject = (packed & 1) != 0;
      if (packed >= 0) closeSlot(packed >> 1, at);
      at = skip(at);
    }
    if (load<u8>(at) != COMMA) return stop(at);
    at = skip(at + 1);
  }
}

/** Returns whether the last record that was read has escapes other than those that JSON.stringify writes. */
export function hasOtherEscapes(): bool {
  return otherEscapes != otherEscapesBefore;
}

/** Whether a text may be JSON of an object or an array: it begins so, with a space, or with an escape. */
function beginsNested(byte: u8): bool {
  return (byte | 0x20) == OPEN_BRACE || byte == 0x20 || byte == BACKSLASH;
}

/**
 * Copies a record that has been read, without the white space between its tokens; returns the end of the
 * copy.
 */
export function compact(start: usize, end: usize, to: usize): usize {
  startStrings(start);
  let at = start;
  let out = to;
  while (at < end) {
    const byte = load<u8>(at);
    if (byte == QUOTE) {
      const close = endOfString(at + 1) + 1;
      memory.copy(out, at, close - at);
      out += close - at;
      at = close;
    } else if (isSpace(byte)) {
      at = skipSpaces(at);
    } else {
      store<u8>(out++, byte);
      at++;
    }
  }
  return out;
}

function stop(at: usize): usize {
  stoppedAt = at;
  return 0;
}

// @ts-ignore: decorator
@inline
function skip(at: usize): usize {
  return load<u8>(at) > 0x20 ? at : skipSpacing(at);
}

function skipSpacing(at: usize): usize {
  spaced = true;
  return skipSpaces(at);
}
