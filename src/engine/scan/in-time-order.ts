import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Batch } from '../../query/batch.ts';
import {
  type EventRecord,
  fromPlainRecord,
  type PlainRecord,
  toPlainRecord,
} from '../../query/event-record.ts';
import { compareRecords, distinct, type TimeOrder } from './record-order.ts';
import { createSpill } from './spill.ts';

/** How events are put in order. */
export interface OrderOptions {
  readonly order: TimeOrder;
  /** How many events at most, from the first in the order; absent for all. */
  readonly limit?: number;
  /** Give every delivery of an event, and not only the first in the order. */
  readonly keepDuplicates: boolean;
  readonly signal: AbortSignal;
  /** Bytes of memory in which events wait; 64 MiB when absent. */
  readonly budget?: number;
}

/**
 * Takes all batches of a scan and yields their events in the order of their times, as
 * `compareRecords` has it: the order of the batches does not matter.
 *
 * Events wait as JSON text. When they exceed the budget, they are sorted and moved to a temporary
 * folder, which is gone when this ends, however it ends. With a limit, what cannot be among the first
 * so many is dropped. Throws the signal's reason when it is aborted, and ConfigError when the
 * temporary folder does not take what it must.
 */
export async function* inTimeOrder(
  batches: AsyncIterable<Batch>,
  {
    order,
    limit = Number.POSITIVE_INFINITY,
    keepDuplicates,
    signal,
    budget = defaultBudget,
  }: OrderOptions,
): AsyncGenerator<readonly EventRecord[]> {
  const compare = compareRecords(order);
  const wanted = keepDuplicates ? (records: Iterable<PlainRecord>) => records : distinct;
  const spill = createSpill({ compare, wanted, limit, signal });
  let waiting: PlainRecord[] = [];
  let held = 0;
  /** With a limit: what comes after this record is not wanted, for enough come before it. */
  let last: PlainRecord | undefined;
  const cut = () => {
    waiting = [...wanted(waiting.sort(compare))].slice(0, limit);
    held = waiting.reduce((sum, record) => sum + sizeOf(record), 0);
    if (waiting.length === limit) last = waiting.at(-1);
  };
  try {
    for await (const { records } of batches) {
      for (const record of records) {
        if (last && compare(record, last) > 0) continue;
        waiting.push(toPlainRecord(record));
        held += sizeOf(record);
      }
      if (held <= budget && waiting.length <= 2 * limit + slack) continue;
      cut();
      // When little has been gained, the next cut would come too soon.
      if (held <= budget * 0.75) continue;
      await spill.write(waiting);
      waiting = [];
      held = 0;
    }
    cut();
    yield* inBatches(await spill.merge(waiting), limit, signal);
  } finally {
    spill.remove();
  }
}

const defaultBudget = 2 ** 26;
/** Records that may wait beyond the limit, so that it is not sorted too often. */
const slack = 10_000;
/** Records, and characters of text, that are handed on at once. */
const batchSize = 1000;
const batchText = 2 ** 22;

/** Bytes that a waiting record takes, about: its strings (most have a byte per character) and itself. */
function sizeOf({ json, key }: PlainRecord): number {
  return json.length + key.length + 150;
}

async function* inBatches(
  records: Iterable<PlainRecord>,
  limit: number,
  signal: AbortSignal,
): AsyncGenerator<readonly EventRecord[]> {
  let batch: EventRecord[] = [];
  let text = 0;
  let left = limit;
  for (const record of records) {
    batch.push(fromPlainRecord(record));
    text += record.json.length;
    left--;
    if (left > 0 && batch.length < batchSize && text < batchText) continue;
    signal.throwIfAborted();
    yield batch;
    if (left <= 0) return;
    batch = [];
    text = 0;
    // Reading and writing may be done without waiting, but a signal must be heard.
    await nextTurn();
  }
  signal.throwIfAborted();
  if (batch.length > 0) yield batch;
}
