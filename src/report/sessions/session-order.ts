import { compareTexts } from '../../compare-texts.ts';
import type { SessionRow } from './session-row.ts';

/** The keys by which sessions are sorted, in the order in which help lists them. */
export const sessionSorts = [
  'start',
  'end',
  'events',
  'writes',
  'denied',
  'failed',
  'addresses',
  'person',
  'name',
] as const;

/** A key by which sessions are sorted. */
type SessionSort = (typeof sessionSorts)[number];

/** How sessions are sorted, and how many of them are kept. */
export interface SessionRanking {
  /** Times are sorted from the earliest, counts from the largest, names alphabetically. */
  readonly sort: SessionSort;
  readonly isReversed: boolean;
  /** The number of rows to keep, the first ones in the order; absent for all. */
  readonly top?: number;
}

type Compare = (a: SessionRow, b: SessionRow) => number;

/**
 * Returns the comparison for an order. Sessions with equal keys are in the order of their starts,
 * then of their IDs, so that the result does not depend on the order in which they were found.
 */
export function compareSessions({ sort, isReversed }: SessionRanking): Compare {
  const compare = comparisonOf(sort);
  const whole: Compare = (a, b) => compare(a, b) || a.start - b.start || compareTexts(a.id, b.id);
  return isReversed ? (a, b) => whole(b, a) : whole;
}

function comparisonOf(sort: SessionSort): Compare {
  switch (sort) {
    case 'start':
    case 'end':
      return (a, b) => a[sort] - b[sort];
    case 'name':
      return (a, b) => compareTexts(a.name, b.name);
    case 'person':
      return (a, b) => comparePeople(a.person?.name, b.person?.name);
    default:
      return (a, b) => b[sort] - a[sort];
  }
}

/** Sessions of nobody who is known come last. */
function comparePeople(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return compareTexts(a, b);
}
