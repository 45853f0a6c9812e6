import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankGroups } from '../../src/aggregate/rank-groups.ts';
import type { Group } from '../../src/query/group.ts';

const many: Group = { values: ['x', 'x'], count: 9 };
const few: readonly Group[] = [
  { values: ['', 'b'], count: 2 },
  { values: ['B', 'a'], count: 2 },
  { values: ['a', ''], count: 2 },
  { values: ['a', 'z'], count: 2 },
  { values: ['ä', 'a'], count: 2 },
];

describe('ranked groups', () => {
  it('begin with the largest; as large ones follow each other by their values', () => {
    expect(rankGroups([...few.toReversed(), many])).toEqual({ groups: [many, ...few] });
  });

  it('are in one order, in whatever order they came', () => {
    const groups = [many, ...few];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(groups, { minLength: groups.length }),
        fc.option(fc.integer({ min: 1, max: 7 }), { nil: undefined }),
        (shuffled, top) => {
          expect(rankGroups(shuffled, top)).toEqual(rankGroups(groups, top));
        },
      ),
    );
  });

  it('after the first so many are summed up', () => {
    expect(rankGroups([...few, many], 2)).toEqual({
      groups: [many, few[0]],
      others: { groups: 4, count: 8 },
    });
  });

  it('are all there when there are no more than so many', () => {
    expect(rankGroups(few, few.length)).toEqual({ groups: few });
    expect(rankGroups([], 1)).toEqual({ groups: [] });
  });
});
