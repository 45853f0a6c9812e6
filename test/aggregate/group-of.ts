import type { CountedGroup } from '../../src/aggregate/roll-up.ts';

/** A group with these members, and of one event at no time where they say nothing. */
export function groupOf(members: Partial<CountedGroup>): CountedGroup {
  return { values: [], count: 1, first: 0, last: 0, distinct: [], ...members };
}
