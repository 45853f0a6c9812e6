import type { Filter } from './condition/filter.ts';

/** What is asked about the events of a source. Plain data. */
export interface Query {
  readonly filter: Filter;
  /** By time, or `none` for events as they are found. */
  readonly order: 'oldest-first' | 'newest-first' | 'none';
  /** How many events at most, counted from the first in the order, or any when there is none; absent for all. */
  readonly limit?: number;
  /** Give every delivery of an event, and not only the first. */
  readonly keepDuplicates: boolean;
  /**
   * For how many milliseconds after an event its file may be delivered, so that the event is still given
   * in its place in the order; Infinity to wait for every file.
   */
  readonly holdBack: number;
}
