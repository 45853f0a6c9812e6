import type { TimeRange } from '../time-range.ts';
import type { WherePattern } from './where-pattern.ts';

/**
 * Which events are wanted. Plain data: a filter is cloned to workers, compiled to a predicate
 * there, and its time range, accounts and regions choose what is read at all.
 *
 * All parts must hold.
 */
export interface Filter {
  /** By eventTime. */
  readonly time: TimeRange;
  /** One per attribute that is asked for. */
  readonly terms: readonly Term[];
  /** CloudWatch Logs filter patterns. */
  readonly where: readonly WherePattern[];
  /** RE2 expressions, looked for in the event's compact JSON. */
  readonly grep: readonly string[];
}

/** What is asked of one attribute: one of `any` must match (if there are any), none of `none` may. */
export interface Term {
  readonly attribute: FilterAttribute;
  readonly any: readonly string[];
  readonly none: readonly string[];
}

/** The attributes that a filter can test, named as the flags that set them; `access` has two. */
export const filterAttributes = [
  'service',
  'event',
  'principal',
  'identity',
  'user',
  'role',
  'access-key',
  'account',
  'region',
  'source-ip',
  'resource',
  'resource-type',
  'error',
  'outcome',
  'identity-type',
  'category',
  'event-id',
  'user-agent',
  'agent',
  'access',
] as const;

export type FilterAttribute = (typeof filterAttributes)[number];

/** The filter that lets every event through. */
export const everything: Filter = { time: {}, terms: [], where: [], grep: [] };
