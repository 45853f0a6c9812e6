import type { Condition } from './condition/condition.ts';
import type { Filter } from './condition/filter.ts';

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
  /** Yields events with their groups, so that most can be judged without being parsed. */
  readonly group?: EventGrouping;
}

/** How events are grouped: the events of one group share values and conditions. Plain data. */
export interface EventGrouping {
  /** Names of columns, each an attribute or a field path. */
  readonly by: readonly string[];
  /**
   * An event is yielded only if it meets at least one of these; the events of a group meet the same
   * ones. A condition on text searches the JSON of the event, which may be spelled otherwise than
   * its record.
   */
  readonly conditions: readonly Condition[];
  /**
   * Indexes of conditions whose events are only counted: an event that meets no others may be
   * yielded with an empty text.
   */
  readonly counted?: readonly number[];
}

/** The group of an event. */
export interface EventGroup {
  /** The values in the order of the grouping's names; empty for a missing value. */
  readonly values: readonly string[];
  /**
   * The indexes of the conditions that it meets, in ascending order; at least one. Groups that meet
   * the same conditions have the same list.
   */
  readonly met: readonly number[];
}
