import type { Group, RankedGroups } from '../query/group.ts';

/**
 * The groups with the most events first; of as many, by their values in code units, so that the order
 * does not depend on the order of arrival. With `top`, all but the first so many are summed up.
 */
export function rankGroups(groups: readonly Group[], top = Number.POSITIVE_INFINITY): RankedGroups {
  const ranked = groups.toSorted((a, b) => b.count - a.count || compareValues(a, b));
  if (ranked.length <= top) return { groups: ranked };
  const others = ranked.slice(top);
  const count = others.reduce((sum, group) => sum + group.count, 0);
  return { groups: ranked.slice(0, top), others: { groups: others.length, count } };
}

function compareValues(a: Group, b: Group): number {
  const at = a.values.findIndex((value, index) => value !== b.values[index]);
  return (a.values[at] ?? '') < (b.values[at] ?? '') ? -1 : 1;
}
