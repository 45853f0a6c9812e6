import {
  COUNTED_GROUPS,
  EVENT_ID,
  EVENT_NAME,
  EVENT_SOURCE,
  EVENT_TIME,
  FAILED,
  FIRST_GROUP,
  FIRST_KEY_BYTES,
  FIRST_KEYS,
  FULL,
  GROUP,
  LONGEST_WRITTEN,
  MORE,
  MOST_COLUMNS,
  MOST_TALLIES,
  NEXT_TEST,
  OUTSIDE,
  PASSED,
  QUESTION_ANSWER,
  QUESTION_BYTES,
  QUESTION_COLUMN,
  QUESTION_IF_NO_HINT,
  QUESTION_MEMO,
  QUESTION_NEXT,
  QUESTION_PASSED,
  QUESTION_TAKES,
  RECORD,
  STOP,
  TAKEN,
  TEXT,
  TEXTLESS,
  UNDECIDED,
} from '../src/decode/scanner/layout';
import * as Row from '../src/query/row-layout';
import { BACKSLASH, COMMA, isSpace, OPEN_BRACE, QUOTE, skipSpaces } from './bytes';
import { hashBytes, setHashSecrets } from './hash';
import { hasHint, setHints } from './hints';
import { bucketOf } from './keys';
import { answersOf, forget, learn, memoSize } from './memo';
import { compact, hasOtherEscapes, readRecord, setKeys, spaced, stoppedAt } from './record';
import { searchRecord, setSearch } from './search';
import { slotEnd, slots, slotStart, startRecord } from './slots';
import { parseTime } from './time';

export {
  bucketOf,
  forget,
  hashBytes,
  hasHint,
  learn,
  memoSize,
  setHashSecrets,
  setHints,
  setKeys,
  setSearch,
  slots,
};

/** The longest record in bytes; anything longer is not a record. */
const LONGEST_READ: usize = 1 << 24;
const LONGEST_KEY: usize = 1024;
/** Bytes after a key that copying may overwrite. */
const SLACK: usize = 16;
const ROW: usize = Row.ROW_LENGTH * 8;
/** Bytes of a counted row, without the groups. */
const COUNT_ROW: usize = COUNTED_GROUPS * 4;
/** The result of a step that cannot determine the group: the next step is needed. */
export const NEXT_STEP: u32 = 0xffffffff;
/** As NEXT_STEP, from this number on: what is above it is a note for the next steps of the column. */
export const NOTE: u32 = 0x80000000;

/** Where the scan continues. */
export let position: usize = 0;
export let recordStart: usize = 0;
export let recordEnd: usize = 0;
/** A bit for each test, or for the shortcut at which the host must begin. */
export let undecided: u32 = 0;
/** Records that passed the tests, and those that did not, since the host reset these to 0. */
export let matched: u32 = 0;
export let notMatched: u32 = 0;

/** The time of the current record, in epoch milliseconds. */
let time: f64 = 0;

/** The first keys of valid records. The next `keysWanted` of them are stored after the first `firstKeyCount`. */
export const firstKeys = memory.data(FIRST_KEYS * FIRST_KEY_BYTES);
export let firstKeyCount: u32 = 0;
export let keysWanted: u32 = 0;
const LONGEST_FIRST_KEY: usize = 64;

// Set by the host.
/** The offset of the window in the file, its address, and the number of the file. */
export let windowOffset: f64 = 0;
export let windowStart: usize = 0;
export let file: f64 = 0;
/** The time range in epoch milliseconds: from `from`, and before `before`. */
export let from: f64 = -Infinity;
export let before: f64 = Infinity;
/** The tests and their shortcuts, each before its test; their answers are PASSED, FAILED or NEXT_TEST. */
export let tests: usize = 0;
export let testCount: u32 = 0;
/** Tests that the host must run for every record. */
export let hostTests: u32 = 0;
/** Whether the text of a match must pass a test, too. */
export let testsText: bool = false;
/** Whether matches are only counted, by group. */
export let counting: bool = false;
/** The steps that find the groups of a record, for one tally after the other; only one when records are written. */
export let steps: usize = 0;
export let stepCount: u32 = 0;
/** The numbers of the current record's values in the columns; 0 when they are not known. */
export const values = memory.data(MOST_COLUMNS * 4, 16);
export let columnCount: usize = 0;
/** The groups of the current record, one for each tally. */
const groups = memory.data(MOST_TALLIES * 4 + 16);
/** The bytes of `groups` in use. */
let groupsLength: usize = 0;
/** The step that finds the next group. */
export let step: u32 = 0;
/** The last note of the steps of the current column; 0 without one. */
export let note: u32 = 0;
/** Whether the current record is written without its text. */
let textless: bool = false;

// The output: its memory, and how much of it is in use.
/**
 * For each record that is written, f64 × ROW_LENGTH: see `row-layout.ts`. For each that is only counted, u32: hash (low, high), seconds, and the groups, one for each tally.
 */
export let rows: usize = 0;
export let rowsEnd: usize = 0;
export let rowsUsed: usize = 0;
/** The keys of the records: eventID, line feed and eventName of each. */
export let keys: usize = 0;
export let keysEnd: usize = 0;
export let keysUsed: usize = 0;
/** The compact JSON of the records, each followed by a line feed. */
export let texts: usize = 0;
export let textsEnd: usize = 0;
export let textsUsed: usize = 0;

/**
 * Reads records from `position` to `end`, which is followed by PADDING zeros, and tests them. Those that match are
 * written, or counted in their groups. `inDocuments`: each record is a document of its own, and an object
 * with a record array is not a record. Returns why the scan ended.
 */
export function scan(end: usize, inDocuments: bool): i32 {
  while (true) {
    let at = position;
    while (isSpace(load<u8>(at)) || load<u8>(at) == COMMA) at++;
    position = at;
    if (at >= end) return MORE;
    if (load<u8>(at) != OPEN_BRACE) return STOP;
    const found = readRecord(at, inDocuments);
    if (!found) return stoppedAt >= end ? MORE : STOP;
    if (found - at > LONGEST_READ) return STOP;
    recordStart = at;
    recordEnd = found;
    startRecord();
    if (!isEvent()) return giveRecord();
    if (failsTest()) {
      skipRecord();
      continue;
    }
    if (undecided) return UNDECIDED;
    const code = take();
    if (code) return code;
  }
}

/**
 * Continues after UNDECIDED: the host passes whether the record matches. Returns TAKEN, or a code as `scan` does.
 */
export function decide(passed: bool): i32 {
  return passed ? take() : skipRecord();
}

/** Continues after TEXT: the host passes whether the text matches. Returns as `decide` does. */
export function decideText(passed: bool): i32 {
  return passed ? keep() : skipRecord();
}

/** Continues after GROUP, with the answer to the step. Returns TAKEN, or a code as `scan` does. */
export function takeGroup(answer: u32): i32 {
  takeStep(answer);
  return findGroups();
}

function hashKey(key: usize, length: usize): u64 {
  return length ? hashBytes(key, length, reinterpret<u64>(time)) : 0;
}

function giveRecord(): i32 {
  position = recordEnd;
  return RECORD;
}

/** Skips a record that does not match. */
function skipRecord(): i32 {
  notMatched++;
  return moveOn();
}

function countMatch(): i32 {
  matched++;
  return moveOn();
}

/** Moves past a valid record. */
function moveOn(): i32 {
  if (keysWanted) noteFirstKey();
  position = recordEnd;
  return TAKEN;
}

/** Stores the first key of the record, unless it has escapes or is long. */
function noteFirstKey(): void {
  keysWanted--;
  const key = skipSpaces(recordStart + 1) + 1;
  let length: usize = 0;
  while (length < LONGEST_FIRST_KEY && load<u8>(key + length) != QUOTE) {
    if (load<u8>(key + length) == BACKSLASH) return;
    length++;
  }
  if (length == 0 || load<u8>(key + length) != QUOTE) return;
  const entry = firstKeys + <usize>firstKeyCount * FIRST_KEY_BYTES;
  firstKeyCount++;
  store<u32>(entry, <u32>length);
  memory.copy(entry + 4, key, length);
}

/**
 * Returns whether the record has what every event has that is neither an Insights event nor an aggregated
 * one: a time as CloudTrail writes it, and a name and a source that are not empty.
 */
function isEvent(): bool {
  if (!isText(EVENT_TIME) || !isText(EVENT_NAME) || !isText(EVENT_SOURCE)) return false;
  time = parseTime(textOf(EVENT_TIME), lengthOf(EVENT_TIME));
  return time == time && !mayBeTrigger();
}

// @ts-ignore: decorator
@inline
function isText(slot: i32): bool {
  const start = slotStart(slot);
  return start != 0 && load<u8>(start) == QUOTE && slotEnd(slot) - start > 2;
}

/**
 * Returns whether the record may be one of a Lambda trigger: those have names of CloudTrail's fields, but
 * their eventSource is `aws:…`.
 */
function mayBeTrigger(): bool {
  const source = textOf(EVENT_SOURCE);
  if (load<u32>(source) == 0x3a737761) return true;
  for (let at: usize = 0; at < 4; at++) if (load<u8>(source + at) == BACKSLASH) return true;
  return false;
}

/** Returns whether one of the tests is known to fail; if not, `undecided` has those with unknown results. */
function failsTest(): bool {
  undecided = hostTests;
  let index: u32 = 0;
  while (index < testCount) {
    const at = tests + <usize>index * QUESTION_BYTES;
    const verdict = isSkipped(at) ? NEXT_TEST : answerTo(at);
    if (verdict == FAILED) return true;
    if (verdict == NEXT_TEST) {
      index++;
      continue;
    }
    if (verdict == 0) undecided |= 1 << index;
    index = load<u32>(at, QUESTION_NEXT);
  }
  return false;
}

// @ts-ignore: decorator
@inline
function isSkipped(question: usize): bool {
  return load<u32>(question, QUESTION_IF_NO_HINT) != 0 && hasHint();
}

/** Returns the answer to a question about the current record, or 0 when it is unknown. */
// @ts-ignore: decorator
@inline
function answerTo(question: usize): u32 {
  const memo = <usize>load<u32>(question, QUESTION_MEMO);
  const answers = memo ? answersOf(memo) : 0;
  return answers ? load<u32>(answers + load<u32>(question, QUESTION_ANSWER)) : 0;
}

/** Takes a record that passed the tests. Returns TAKEN, or a code as `scan` does. */
function take(): i32 {
  if (time < from || time >= before) return skipRecord();
  if (testsText) {
    // The text that is tested has these escapes decoded.
    if (hasOtherEscapes()) return giveRecord();
    const verdict = searchRecord(recordStart, recordEnd, spaced);
    if (verdict == FAILED) return skipRecord();
    if (verdict != PASSED) return spaced ? giveRecord() : TEXT;
  }
  return keep();
}

/** Writes the record, or counts it. Returns TAKEN, or a code as `scan` does. */
function keep(): i32 {
  if (!counting && !stepCount) return write();
  step = 0;
  note = 0;
  textless = false;
  groupsLength = 0;
  memory.fill(values, 0, columnCount << 2);
  return findGroups();
}

/** Writes the record, unless the tally of its group leaves it out. */
function write(): i32 {
  if (stepCount && load<u32>(groups) == OUTSIDE) return skipRecord();
  const length = recordEnd - recordStart;
  if (length > <usize>LONGEST_WRITTEN) return giveRecord();
  if (rowsUsed + ROW > rowsEnd || textsUsed + length >= textsEnd) return FULL;
  if (keysUsed + LONGEST_KEY + SLACK > keysEnd) return FULL;
  const key = keysUsed;
  const keyLength = writeKey(key);
  if (!keyLength) return giveRecord();

  let textEnd = textsUsed;
  if (textless) {
    // Only the line feed is written.
  } else if (spaced) textEnd = compact(recordStart, recordEnd, textsUsed);
  else {
    memory.copy(textsUsed, recordStart, length);
    textEnd += length;
  }
  store<u8>(textEnd, 0x0a);
  textsUsed = textEnd + 1;
  keysUsed = key + keyLength;
  const hash = hashKey(key, keyLength);
  store<f64>(rowsUsed, <f64>(textEnd - texts), Row.TEXT_END * 8);
  store<f64>(rowsUsed, <f64>(keysUsed - keys), Row.KEY_END * 8);
  store<f64>(rowsUsed, time, Row.TIME * 8);
  store<f64>(rowsUsed, windowOffset + <f64>(recordStart - windowStart), Row.OFFSET * 8);
  store<f64>(rowsUsed, file, Row.FILE * 8);
  store<f64>(rowsUsed, <f64>(<u32>hash), Row.HASH_LOW * 8);
  store<f64>(rowsUsed, <f64>(hash >> 32), Row.HASH_HIGH * 8);
  store<f64>(rowsUsed, stepCount ? <f64>load<u32>(groups) : 0, Row.GROUP * 8);
  rowsUsed += ROW;
  return countMatch();
}

/** Finds the groups from `step` on. Returns TAKEN, or a code as `scan` does. */
function findGroups(): i32 {
  while (step < stepCount) {
    const at = steps + <usize>step * QUESTION_BYTES;
    const column = load<u32>(at, QUESTION_COLUMN);
    if (column && load<u32>(valueIn(column))) {
      step = load<u32>(at, QUESTION_NEXT);
      continue;
    }
    const taken = load<u32>(at, QUESTION_TAKES);
    const number = taken ? groupOf(taken) : isSkipped(at) ? NEXT_STEP : answerTo(at);
    if (!number) return GROUP;
    takeStep(number);
  }
  return counting ? count() : write();
}

/** Takes the answer to the current step: the verdict of a test, or the number of a value or of a group. */
function takeStep(answer: u32): void {
  const at = steps + <usize>step * QUESTION_BYTES;
  const passed = load<u32>(at, QUESTION_PASSED);
  if (answer >= NOTE || (passed && answer == NEXT_TEST)) {
    if (answer >= NOTE && answer != NEXT_STEP) note = answer - NOTE;
    step++;
    return;
  }
  note = 0;
  if (passed && (answer == PASSED || answer == TEXTLESS)) {
    textless = answer == TEXTLESS;
    step = passed;
    return;
  }
  const column = load<u32>(at, QUESTION_COLUMN);
  if (column) store<u32>(valueIn(column), answer);
  else {
    store<u32>(groups + groupsLength, passed ? OUTSIDE : answer);
    groupsLength += 4;
  }
  step = load<u32>(at, QUESTION_NEXT);
}

/** Returns the group of a tally by a single column: groups are numbered as its values, but from FIRST_GROUP. */
// @ts-ignore: decorator
@inline
function groupOf(column: u32): u32 {
  return load<u32>(valueIn(column)) + FIRST_GROUP - 1;
}

/** Returns the address of the value in a column, whose number is from 1. */
// @ts-ignore: decorator
@inline
function valueIn(column: u32): usize {
  return values + (<usize>(column - 1) << 2);
}

function count(): i32 {
  if (rowsUsed + COUNT_ROW + groupsLength > rowsEnd) return FULL;
  // Seconds of other times do not fit into a row: the host has longer ones.
  if (!(time >= 1000 && time < 4294967296000)) return giveRecord();
  const keyLength = writeKey(keys);
  if (!keyLength) return giveRecord();
  store<u64>(rowsUsed, hashKey(keys, keyLength));
  store<u32>(rowsUsed, <u32>(time / 1000), 8);
  memory.copy(rowsUsed + COUNT_ROW, groups, groupsLength);
  rowsUsed += COUNT_ROW + groupsLength;
  return countMatch();
}

/** Writes the key as `keyOf` builds it. Returns its length, or 0 when the host must build it. */
function writeKey(to: usize): usize {
  if (!isText(EVENT_ID)) return 0;
  const idLength = lengthOf(EVENT_ID);
  const length = idLength + 1 + lengthOf(EVENT_NAME);
  if (length > LONGEST_KEY) return 0;
  if (!copyPlain(to, textOf(EVENT_ID), idLength)) return 0;
  store<u8>(to + idLength, 0x0a);
  return copyPlain(to + idLength + 1, textOf(EVENT_NAME), length - idLength - 1) ? length : 0;
}

/** Copies a text, and up to 15 bytes after it; returns whether it is ASCII without escapes. */
function copyPlain(to: usize, text: usize, length: usize): bool {
  let at: usize = 0;
  for (; at < length; at += 16) {
    const bytes = v128.load(text + at);
    v128.store(to + at, bytes);
    const special = v128.or(i8x16.eq(bytes, i8x16.splat(0x5c)), bytes);
    const mask = <u32>i8x16.bitmask(special);
    if (mask && <usize>ctz(mask) < length - at) return false;
  }
  return true;
}

// @ts-ignore: decorator
@inline
function textOf(slot: i32): usize {
  return slotStart(slot) + 1;
}

/** Returns the length of a string without its quotes. */
// @ts-ignore: decorator
@inline
function lengthOf(slot: i32): usize {
  return slotEnd(slot) - slotStart(slot) - 2;
}
