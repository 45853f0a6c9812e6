/**
 * Time order as a stream. Log files are read in the order of delivery, so that an event can be handed
 * on as soon as no file that is still to be read is likely to hold one before it. What comes later than
 * that is handed on where it is found, and counted. The result depends on the files alone, not on the
 * threads that read them.
 */
import type { Ledger } from '../../query/ledger.ts';
import type { Part } from '../../query/part.ts';
import type { SortedBlock } from './sort-block.ts';
import { type OrderOptions, TimeStream } from './time-stream.ts';

/** What was found in some files, and how far the reading of files has come. */
export interface OrderedStep {
  /** Each sorted by `sortBlock`. */
  readonly blocks: readonly SortedBlock[];
  readonly ledger: Ledger;
  /** No file that is not yet read to its end comes before this position; see `DeliveryOrder`. */
  readonly frontier: number;
  /** No event that is still to come lies before this position, where the source says so. */
  readonly bound?: number;
}

/**
 * Takes the steps of a scan and yields their events in the order of their times, as `compareRecords`
 * has it, with what became of everything. Stops the scan when `limit` events have been given. The
 * memory of a block is written over when the next part is asked for.
 *
 * Throws the signal's reason when it is aborted, and ConfigError when the temporary folder, which is
 * gone when this ends, cannot take what memory is not to hold.
 */
export async function* inTimeOrder(
  steps: AsyncIterable<OrderedStep>,
  options: OrderOptions,
): AsyncGenerator<Part> {
  const stream = new TimeStream(options);
  try {
    for await (const { blocks, ledger, frontier, bound } of steps) {
      for (const block of blocks) stream.add(block);
      yield { ledger };
      yield* stream.handOn(frontier, bound);
      if (stream.isFull()) return;
      await stream.makeRoom();
    }
    yield* stream.handOn(Number.POSITIVE_INFINITY);
  } finally {
    stream.close();
  }
}
