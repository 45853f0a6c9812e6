import type { Group } from '../query/group.ts';

/** A group whose count goes up. */
export interface CountedGroup extends Group {
  count: number;
  /** By which it can be had again; the first is 1. */
  readonly number: number;
}

/** Groups of events by their values. */
export interface GroupCounter {
  /** The group of these values, always as many of them; a new one when there was none. */
  groupOf(values: readonly string[]): CountedGroup;
  /** The group of that number; undefined when there is none. */
  numbered(number: number): CountedGroup | undefined;
  /** All groups, in the order in which they came up. */
  groups(): readonly CountedGroup[];
}

/** A counter that holds one entry for every group. */
export function createGroupCounter(): GroupCounter {
  const groups = new Map<string, CountedGroup>();
  const inOrder: CountedGroup[] = [];
  return {
    groupOf(values) {
      const key = keyOf(values);
      let group = groups.get(key);
      if (group === undefined) {
        group = { values, count: 0, number: inOrder.length + 1 };
        groups.set(key, group);
        inOrder.push(group);
      }
      return group;
    },
    numbered: (number) => inOrder[number - 1],
    groups: () => inOrder,
  };
}

/** No separator is safe: events may hold any character. */
function keyOf(values: readonly string[]): string {
  const [first] = values;
  return first !== undefined && values.length === 1 ? first : JSON.stringify(values);
}
