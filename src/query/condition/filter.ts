import type { TimeRange } from '../../time-range.ts';
import { allOf, type Condition } from './condition.ts';
import { deepFreeze } from './deep-freeze.ts';

/**
 * Which events are wanted; both parts must hold. Plain data: a filter is sent to workers and compiled to
 * tests there, it is printed as flags, and what it implies decides which files are read at all.
 */
export interface Filter {
  /** The range of eventTime. */
  readonly time: TimeRange;
  readonly when: Condition;
}

/** Creates the filter of a condition, for any time if no range is given; frozen with everything in it. */
export function createFilter(when: Condition, time: TimeRange = {}): Filter {
  return deepFreeze({ time, when });
}

/** The filter that every event passes. */
export const allEvents: Filter = createFilter(allOf([]));
