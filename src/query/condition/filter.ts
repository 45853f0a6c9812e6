import type { TimeRange } from '../../time-range.ts';
import { allOf, type Condition } from './condition.ts';
import { deepFreeze } from './deep-freeze.ts';

/**
 * Which events are wanted. Plain data: a filter is cloned to workers and compiled to tests there, it
 * is printed as flags, and what it implies decides which files are read at all.
 *
 * Both parts must hold.
 */
export interface Filter {
  /** By eventTime. */
  readonly time: TimeRange;
  readonly when: Condition;
}

/** The filter of a condition, of any time when none is given; frozen with everything in it. */
export function createFilter(when: Condition, time: TimeRange = {}): Filter {
  return deepFreeze({ time, when });
}

/** The filter that lets every event through. */
export const allEvents: Filter = createFilter(allOf([]));
