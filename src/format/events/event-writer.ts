import type { RecordBlock } from '../../query/record-block.ts';

/** Turns events into text. The caller calls `write` any number of times, then `end` once. */
export interface EventWriter {
  /** Writes the next events in the given order; resolves when the stream can take more. */
  write(block: RecordBlock): Promise<void>;
  /** Writes the text that follows the last event. */
  end(): Promise<void>;
}
