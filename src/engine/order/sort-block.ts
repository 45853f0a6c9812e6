import { cell, countRecords, type RecordBlock, Row } from '../../query/record-block.ts';
import { compareRecords, type PlacedRecord, type TimeOrder } from './record-order.ts';

/** A block, and the indexes of its records in sorted order. */
export interface SortedBlock {
  readonly block: RecordBlock;
  readonly order: Uint32Array<ArrayBuffer>;
}

/** Returns the indexes of a block's records in the order that `compareRecords` defines. */
export function sortBlock(block: RecordBlock, order: TimeOrder): Uint32Array<ArrayBuffer> {
  const indexes = sortedByTime(block, order === 'oldest-first' ? 1 : -1);
  sortTies(indexes, { block, compare: compareRecords(order) });
  return indexes;
}

/**
 * Sorts the records by time only. Sorting numbers is much faster than sorting records, so each
 * record becomes one number, with its time in the upper part and its index in the lower. When the
 * times are too far apart for that, the indexes are sorted by comparing times.
 */
function sortedByTime(block: RecordBlock, direction: 1 | -1): Uint32Array<ArrayBuffer> {
  const count = countRecords(block);
  const times = new Float64Array(count);
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < count; index++) {
    const time = direction * timeOf(block, index);
    times[index] = time;
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  if ((last - first + 1) * count > Number.MAX_SAFE_INTEGER) {
    return Uint32Array.from(times.keys()).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
  }
  for (let index = 0; index < count; index++) {
    times[index] = ((times[index] ?? 0) - first) * count + index;
  }
  times.sort();
  const indexes = new Uint32Array(count);
  for (let at = 0; at < count; at++) indexes[at] = (times[at] ?? 0) % count;
  return indexes;
}

/** Sorts neighbours with the same time. */
function sortTies(
  indexes: Uint32Array,
  {
    block,
    compare,
  }: {
    readonly block: RecordBlock;
    readonly compare: (a: PlacedRecord, b: PlacedRecord) => number;
  },
): void {
  const placed = (index: number) => ({ block, index, time: timeOf(block, index) });
  for (let start = 0, end = 1; start < indexes.length; start = end++) {
    const time = timeOf(block, indexes[start] ?? 0);
    while (end < indexes.length && timeOf(block, indexes[end] ?? 0) === time) end++;
    if (end - start > 1) indexes.subarray(start, end).sort((a, b) => compare(placed(a), placed(b)));
  }
}

function timeOf(block: RecordBlock, index: number): number {
  return cell(block, index, Row.time);
}
