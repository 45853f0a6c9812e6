import { cell, keyStart, type RecordBlock, Row, textStart } from '../../query/record-block.ts';

/** The time orders in which events can be yielded. */
export type TimeOrder = 'oldest-first' | 'newest-first';

/** A record's place in a block, and its time, which nearly always decides the order. */
export interface PlacedRecord {
  readonly block: RecordBlock;
  readonly index: number;
  /** eventTime in epoch milliseconds. */
  readonly time: number;
}

/** Compares two records as `Array.sort` expects: negative when `a` comes first. */
export type CompareRecords = (a: PlacedRecord, b: PlacedRecord) => number;

/** Yields the records of a block, in its order. */
export function* placedRecords(block: RecordBlock, count: number): Generator<PlacedRecord, void> {
  for (let index = 0; index < count; index++) {
    yield { block, index, time: cell(block, index, Row.time) };
  }
}

/**
 * Returns the comparison by time, then by eventID (as bytes; records without one first) and, so
 * that the order of arrival does not matter, by text and by where they were found. Newest first is
 * the exact reverse of oldest first, except for the deliveries of one event: the same delivery
 * comes first in both.
 */
export function compareRecords(order: TimeOrder): CompareRecords {
  const direction = order === 'oldest-first' ? 1 : -1;
  return (a, b) => {
    if (a.time !== b.time) return direction * (a.time - b.time);
    const byKey = compareKeys(a, b);
    if (byKey !== 0) return direction * byKey;
    return (isWithoutKey(a) ? direction : 1) * compareFound(a, b);
  };
}

function isWithoutKey({ block, index }: PlacedRecord): boolean {
  return keyStart(block, index) === cell(block, index, Row.keyEnd);
}

function compareKeys({ block: a, index: at }: PlacedRecord, other: PlacedRecord): number {
  const { block: b, index } = other;
  return a.keys.compare(
    b.keys,
    keyStart(b, index),
    cell(b, index, Row.keyEnd),
    keyStart(a, at),
    cell(a, at, Row.keyEnd),
  );
}

/** Puts the longest text first: a row of a table may lack fields that the trail file has. */
function compareFound(a: PlacedRecord, b: PlacedRecord): number {
  return (
    lengthOf(b) - lengthOf(a) ||
    compareTexts(a, b) ||
    compareFiles(fileOf(a), fileOf(b)) ||
    cell(a.block, a.index, Row.offset) - cell(b.block, b.index, Row.offset)
  );
}

function compareTexts({ block: a, index: at }: PlacedRecord, other: PlacedRecord): number {
  const { block: b, index } = other;
  return a.texts.compare(
    b.texts,
    textStart(b, index),
    cell(b, index, Row.textEnd),
    textStart(a, at),
    cell(a, at, Row.textEnd),
  );
}

function lengthOf({ block, index }: PlacedRecord): number {
  return cell(block, index, Row.textEnd) - textStart(block, index);
}

function fileOf({ block, index }: PlacedRecord): string {
  return block.files[cell(block, index, Row.file)] ?? '';
}

function compareFiles(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
