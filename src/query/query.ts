import type { Filter } from './condition/filter.ts';

/** A query for events of a source. Plain data. */
export interface Query {
  readonly filter: Filter;
  /** The time order, or `none` to yield events as they are found. */
  readonly order: 'oldest-first' | 'newest-first' | 'none';
  /** Most events to yield, from the first in the order (any events without an order); absent for all. */
  readonly limit?: number;
  /** Yield every delivery of an event, not only the first. */
  readonly keepDuplicates: boolean;
  /**
   * How long after an event, in milliseconds, its file may be delivered for the event still to be yielded in
   * order; Infinity to wait for all files.
   */
  readonly holdBack: number;
}
