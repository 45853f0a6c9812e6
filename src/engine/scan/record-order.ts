import type { PlainRecord } from '../../query/event-record.ts';

/** The orders in which events can be had, whatever the order in which they are found. */
export type TimeOrder = 'oldest-first' | 'newest-first';

/** Compares as `Array.sort` wants it: negative when `a` comes first. */
export type CompareRecords = (a: PlainRecord, b: PlainRecord) => number;

/**
 * Compares records by time, then by eventID (code units; those without one first), and, so that
 * nothing depends on the order of arrival, by text and by where they were found. Newest first is the
 * exact reverse, but for the deliveries of one event: the same one comes first in both.
 */
export function compareRecords(order: TimeOrder): CompareRecords {
  const direction = order === 'oldest-first' ? 1 : -1;
  return (a, b) =>
    direction * (a.time - b.time || compareText(a.key, b.key)) ||
    (a.key === '' ? direction : 1) * compareFound(a, b);
}

/** The longest text first: a row of a table may tell less of an event than its trail file. */
function compareFound(a: PlainRecord, b: PlainRecord): number {
  return (
    b.json.length - a.json.length ||
    compareText(a.json, b.json) ||
    compareText(a.file, b.file) ||
    a.offset - b.offset
  );
}

/** Of deliveries of one event, which are neighbours in the order, the first. */
export function* distinct(records: Iterable<PlainRecord>): Generator<PlainRecord, void> {
  let before: PlainRecord | undefined;
  for (const record of records) {
    if (record.key === '' || record.key !== before?.key || record.time !== before.time)
      yield record;
    before = record;
  }
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
