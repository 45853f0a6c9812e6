import type { Filter } from './condition/filter.ts';

/** What events are counted by. Plain data: it is given to workers. */
export interface Tally {
  /** Only these events have a group; all when absent. Its time is not looked at. */
  readonly filter?: Filter;
  /** Names of columns, each an attribute or a field path; none for all events as one group. */
  readonly by: readonly string[];
}

/** Events that are in the same group of a tally, and in the same span of time. */
export interface TallyCell {
  /**
   * In the order of the tally's names, empty where an event has none; none at all of too many to be told
   * apart.
   */
  readonly values: readonly string[];
  /** What the count's `binOf` said of their time. */
  readonly bin: number;
  readonly count: number;
  /** Epoch seconds of the earliest and the latest; 0 when no event has a time that can be told. */
  readonly first: number;
  readonly last: number;
}
