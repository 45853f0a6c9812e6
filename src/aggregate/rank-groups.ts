import { compareTexts } from '../compare-texts.ts';
import type { Group, RankedGroups, SortKey } from '../query/group.ts';
import { type CountedGroup, sumUp } from './roll-up.ts';

/** Options of a ranking: how groups are sorted, and how many are kept. */
export interface Ranking {
  /**
   * The key by which groups are sorted; by default, their events. Counts and times are sorted from
   * the largest, values alphabetically.
   */
  readonly sort?: SortKey | undefined;
  /** Whether the order is reversed. */
  readonly isReversed?: boolean;
  /**
   * The number of groups to keep: the largest by the sort key, or by their events when the key is a
   * value. Absent to keep all.
   */
  readonly top?: number | undefined;
}

/**
 * Ranks the groups. Groups with equal sort keys are ordered by their events, and then by their
 * values in code units and their times, so that the result does not depend on the order of
 * `groups`. All but the `top` groups are summed up.
 */
export function rankGroups(groups: readonly CountedGroup[], ranking: Ranking = {}): RankedInMemory {
  const { top = Number.POSITIVE_INFINITY } = ranking;
  const ranked = groups.toSorted(compareForTop(ranking));
  const kept = ranked.slice(0, top).sort(compareGroups(ranking));
  if (ranked.length <= top) return { groups: kept };
  const others = ranked.slice(top);
  return { groups: kept, others: { groups: others.length, ...sumUp(others) } };
}

/** Ranked groups that are all in memory. */
interface RankedInMemory extends RankedGroups {
  readonly groups: readonly CountedGroup[];
}

/** Returns the comparison that decides which groups are kept: it puts the largest first. */
export function compareForTop({ sort }: Ranking): Compare {
  return compareBy(sort === undefined || sort.kind === 'value' ? { kind: 'events' } : sort);
}

/** Returns the comparison for the order in which groups are printed. */
export function compareGroups({ sort, isReversed = false }: Ranking): Compare {
  const compare = compareBy(sort ?? { kind: 'events' });
  return isReversed ? (a, b) => compare(b, a) : compare;
}

type Compare = (a: Group, b: Group) => number;

function compareBy(sort: SortKey): Compare {
  if (sort.kind === 'events') return compareEvents;
  const compare = comparisonOf(sort);
  return (a, b) => compare(a, b) || b.count - a.count || compareValues(a, b);
}

function comparisonOf(sort: SortKey): Compare {
  switch (sort.kind) {
    case 'events':
      return compareEvents;
    case 'first-seen':
      return (a, b) => b.first - a.first;
    case 'last-seen':
      return (a, b) => b.last - a.last;
    case 'distinct':
      return (a, b) => (b.distinct[sort.index]?.size ?? 0) - (a.distinct[sort.index]?.size ?? 0);
    case 'value':
      return (a, b) => compareTexts(a.values[sort.index] ?? '', b.values[sort.index] ?? '');
    default:
      return sort satisfies never;
  }
}

function compareEvents(a: Group, b: Group): number {
  return b.count - a.count || compareValues(a, b);
}

/** Compares the values, and the times of groups whose values are written in the same way. */
function compareValues(a: Group, b: Group): number {
  for (let at = 0; at < a.values.length; at++) {
    const order = compareTexts(a.values[at] ?? '', b.values[at] ?? '');
    if (order !== 0) return order;
  }
  return b.last - a.last || b.first - a.first;
}
