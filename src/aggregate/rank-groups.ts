import type { Group, RankedGroups, SortKey } from '../query/group.ts';
import { type CountedGroup, sumUp } from './roll-up.ts';

/** Options of a ranking: how groups are sorted, and how many are kept. */
export interface Ranking {
  /** The sort key: counts and times sort from the largest, values from the first; by events when absent. */
  readonly sort?: SortKey | undefined;
  /** Whether the order is reversed. */
  readonly isReversed?: boolean;
  /**
   * How many of the largest groups to keep, by the sort key, or by events when that is a value; all when
   * absent.
   */
  readonly top?: number | undefined;
}

/**
 * Ranks the groups. Groups with equal sort keys are ordered by their events and then by their values in code
 * units, so that the order of arrival does not matter. All but the `top` groups are summed up.
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

/** Returns the comparison that puts the largest groups first. */
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
  const compare = comparisonOf(sort);
  return (a, b) => compare(a, b) || b.count - a.count || compareValues(a, b);
}

function comparisonOf(sort: SortKey): Compare {
  switch (sort.kind) {
    case 'events':
      return (a, b) => b.count - a.count;
    case 'first-seen':
      return (a, b) => b.first - a.first;
    case 'last-seen':
      return (a, b) => b.last - a.last;
    case 'distinct':
      return (a, b) => (b.distinct[sort.at]?.size ?? 0) - (a.distinct[sort.at]?.size ?? 0);
    case 'value':
      return (a, b) => compareTexts(a.values[sort.at] ?? '', b.values[sort.at] ?? '');
    default:
      return sort satisfies never;
  }
}

function compareValues(a: Group, b: Group): number {
  const at = a.values.findIndex((value, index) => value !== b.values[index]);
  return compareTexts(a.values[at] ?? '', b.values[at] ?? '');
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
