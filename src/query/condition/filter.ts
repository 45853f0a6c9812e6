import type { TimeRange } from '../../time-range.ts';
import { allOf, type Condition } from './condition.ts';
import { deepFreeze } from './deep-freeze.ts';

/**
 * Selects events; both parts must hold. A filter is plain data: it is sent to workers and compiled
 * to tests there, it is printed as flags, and what it implies decides which files are read.
 */
export interface Filter {
  /** The range of eventTime. */
  readonly time: TimeRange;
  readonly when: Condition;
}

/**
 * Creates a filter from a condition and a range of time, by default any time. Freezes it at every
 * depth.
 */
export function createFilter(when: Condition, time: TimeRange = {}): Filter {
  return deepFreeze({ time, when });
}

/** The filter that every event passes. */
export const allEvents: Filter = createFilter(allOf([]));
