import type { Filter } from './condition/filter.ts';
import type { ListNames } from './list-value.ts';

/** The names that events are counted by. Plain data: it is sent to workers. */
export interface Tally {
  /** The events that are counted; absent for all. The filter's time is ignored. */
  readonly filter?: Filter;
  /** Names of columns, each an attribute or a field path; empty to put all events in one group. */
  readonly by: readonly string[];
  /**
   * For each name whose values are kept as a list (`encodeList`), so that events can be counted for
   * each element, what its elements are; absent when no values are lists.
   */
  readonly lists?: ListNames;
}

/** The events in the same group of a tally and in the same bin, counted. */
export interface TallyCell {
  /**
   * The values in the order of the tally's names; empty for a missing value. There are no values
   * for events that are counted together because there are too many groups.
   */
  readonly values: readonly string[];
  /** The bin that the count's `binOf` returned for their times. */
  readonly bin: number;
  readonly count: number;
  /** Epoch seconds of the earliest and the latest event; 0 when no time is known. */
  readonly first: number;
  readonly last: number;
}
