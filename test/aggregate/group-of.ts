import type { CountedGroup } from '../../src/aggregate/roll-up.ts';

/** Returns a group with these members; by default, of one event without a time. */
export function groupOf(members: Partial<CountedGroup>): CountedGroup {
  return { values: [], count: 1, first: 0, last: 0, distinct: [], ...members };
}
