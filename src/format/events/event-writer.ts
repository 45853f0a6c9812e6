import type { RecordBlock } from '../../query/record-block.ts';

/** Turns events into text. Whoever holds one calls `write` any number of times, then `end` once. */
export interface EventWriter {
  /** Writes the next events, in the order given; resolves when the stream can take more. */
  write(block: RecordBlock): Promise<void>;
  /** Writes what belongs after the last event. */
  end(): Promise<void>;
}
