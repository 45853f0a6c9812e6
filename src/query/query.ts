import type { Filter } from './condition/filter.ts';
import type { Tally } from './tally.ts';

/** A query for events of a source. Plain data. */
export interface Query {
  readonly filter: Filter;
  /** The time order, or `none` to yield events as they are found. */
  readonly order: 'oldest-first' | 'newest-first' | 'none';
  /**
   * The maximum number of events to yield, from the first in the order; any events if there is no
   * order; absent for all.
   */
  readonly limit?: number;
  /** Yield every delivery of an event, not only the first. */
  readonly keepDuplicates: boolean;
  /**
   * Events are yielded in time order if their files were delivered within this many milliseconds
   * after them. Infinity reads all files before the first event is yielded.
   */
  readonly holdBack: number;
  /**
   * Yields only events of this tally, with their groups, so that they can be told apart without
   * being parsed.
   */
  readonly group?: Tally;
}
