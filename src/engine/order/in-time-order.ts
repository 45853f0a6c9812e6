/**
 * Time order as a stream. Log files are read in the order of delivery, so that an event can be
 * yielded as soon as none of the files still to be read is likely to hold an earlier one. If such a
 * file does hold an earlier event, that event is yielded where it is found, and counted as late.
 * The result depends only on the files, not on the threads that read them.
 */
import type { Ledger } from '../../query/ledger.ts';
import type { QueryPart } from '../../query/query-part.ts';
import type { SortedBlock } from './sort-block.ts';
import { type OrderOptions, TimeStream } from './time-stream.ts';

/** The events found in some of the files, and how far the scan has got. */
export interface OrderedStep {
  /** Blocks that `sortBlock` has sorted. */
  readonly blocks: readonly SortedBlock[];
  readonly ledger: Ledger;
  /**
   * Every file that has not been read to its end has this position or a later one; see
   * `DeliveryOrder`.
   */
  readonly frontier: number;
  /** A position that no remaining event precedes, if the source can guarantee one. */
  readonly bound?: number;
}

/**
 * Takes the steps of a scan and yields their events in time order, as `compareRecords` defines it,
 * with the ledgers of everything that was read. Stops the scan after `limit` events. The memory of
 * a block is overwritten when the next part is asked for.
 *
 * Throws the signal's reason when it is aborted, and ConfigError when the disk is too full for the
 * events that do not fit in memory. Removes its temporary folder at the end.
 */
export async function* inTimeOrder(
  steps: AsyncIterable<OrderedStep>,
  options: OrderOptions,
): AsyncGenerator<QueryPart> {
  const stream = new TimeStream(options);
  try {
    for await (const { blocks, ledger, frontier, bound } of steps) {
      for (const block of blocks) stream.add(block);
      yield { ledger };
      yield* stream.yieldUntil(frontier, bound);
      if (stream.hasReachedLimit()) return;
      await stream.makeRoom();
    }
    yield* stream.yieldUntil(Number.POSITIVE_INFINITY);
  } finally {
    stream.close();
  }
}
