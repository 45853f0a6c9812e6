import type { Group } from '../../src/query/group.ts';

/** A group with these members, and of one event at no time where they say nothing. */
export function groupOf(members: Partial<Group>): Group {
  return { values: [], count: 1, first: 0, last: 0, distinct: [], ...members };
}
