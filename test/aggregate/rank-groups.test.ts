import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ranking, rankGroups } from '../../src/aggregate/rank-groups.ts';
import type { CountedGroup } from '../../src/aggregate/roll-up.ts';
import type { SortKey } from '../../src/query/group.ts';
import { runs } from '../support/runs.ts';

const of = (
  values: readonly string[],
  count: number,
  measures: Partial<CountedGroup> = {},
): CountedGroup => ({
  values,
  count,
  first: 0,
  last: 0,
  distinct: [],
  ...measures,
});

const many = of(['x', 'x'], 9);
const few: readonly CountedGroup[] = [
  of(['', 'b'], 2),
  of(['B', 'a'], 2),
  of(['a', ''], 2),
  of(['a', 'z'], 2),
  of(['ä', 'a'], 2),
];

describe('ranked groups', () => {
  it('begin with the largest, and equally large ones are in the order of their values', () => {
    expect(rankGroups([...few.toReversed(), many])).toEqual({ groups: [many, ...few] });
  });

  it('are in the order of their times when they are written in the same way', () => {
    const [early, late, latest] = [
      of(['x'], 1, { first: 1, last: 2 }),
      of(['x'], 1, { first: 2, last: 2 }),
      of(['x'], 1, { first: 1, last: 3 }),
    ];
    const ranked = { groups: [latest, late, early] };
    expect(rankGroups([early, late, latest])).toEqual(ranked);
    expect(rankGroups([latest, late, early])).toEqual(ranked);
    expect(rankGroups([late, early, latest])).toEqual(ranked);
  });

  it('after the top ones are summed up', () => {
    expect(rankGroups([...few, many], { top: 2 })).toEqual({
      groups: [many, few[0]],
      others: { groups: 4, count: 8, first: 0, last: 0, distinct: [] },
    });
  });

  it('are all kept when there are no more than asked for', () => {
    expect(rankGroups(few, { top: few.length })).toEqual({ groups: few });
    expect(rankGroups([], { top: 1 })).toEqual({ groups: [] });
  });
});

/** Each of these groups is the first by a different key. */
const [a, b, c, d] = [
  of(['a', '4'], 1, { first: 10, last: 40, distinct: [new Set('xyz'), new Set('1')] }),
  of(['b', '3'], 3, { first: 30, last: 30, distinct: [new Set('x'), new Set('123')] }),
  of(['c', '2'], 4, { first: 20, last: 50, distinct: [new Set('w'), new Set('12')] }),
  of(['d', '1'], 2, { distinct: [new Set(), new Set()] }),
];
const keyed: readonly CountedGroup[] = [d, b, a, c];

const sortKeys: readonly (readonly [SortKey, readonly CountedGroup[]])[] = [
  [{ kind: 'events' }, [c, b, d, a]],
  [{ kind: 'first-seen' }, [b, c, a, d]],
  [{ kind: 'last-seen' }, [c, a, b, d]],
  [{ kind: 'distinct', index: 0 }, [a, c, b, d]],
  [{ kind: 'distinct', index: 1 }, [b, c, a, d]],
  [{ kind: 'value', index: 0 }, [a, b, c, d]],
  [{ kind: 'value', index: 1 }, [d, c, b, a]],
];

describe('groups ranked by a key', () => {
  it.each(sortKeys)('are in the order of the key %j, and reversed when asked', (sort, inOrder) => {
    expect(rankGroups(keyed, { sort })).toEqual({ groups: inOrder });
    expect(rankGroups(keyed, { sort, isReversed: true })).toEqual({ groups: inOrder.toReversed() });
  });

  it.each(sortKeys)('are in the same order for the key %j, whatever order they came in', (sort) => {
    const groups = [...keyed, many, ...few];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(groups, { minLength: groups.length }),
        fc.option(fc.integer({ min: 1, max: 11 }), { nil: undefined }),
        fc.boolean(),
        (shuffled, top, isReversed) => {
          const ranking: Ranking = { sort, top, isReversed };
          expect(rankGroups(shuffled, ranking)).toEqual(rankGroups(groups, ranking));
        },
      ),
      { numRuns: runs(30) },
    );
  });

  it.each(sortKeys.filter(([{ kind }]) => kind !== 'value'))(
    'keep the largest ones for the key %j, also when reversed',
    (sort, inOrder) => {
      const kept = inOrder.slice(0, 2);
      expect(rankGroups(keyed, { sort, top: 2 }).groups).toEqual(kept);
      const reversed = rankGroups(keyed, { sort, top: 2, isReversed: true });
      expect(reversed.groups).toEqual(kept.toReversed());
    },
  );

  it('keep the ones with most events when the key is a value, in the order of the value', () => {
    const { groups, others } = rankGroups(keyed, { sort: { kind: 'value', index: 0 }, top: 2 });
    expect(groups).toEqual([b, c]);
    expect(others).toMatchObject({ groups: 2, count: 3 });
  });

  it('with equal keys are in the order of their events, then of their values', () => {
    const same = [of(['b'], 1), of(['a'], 1), of(['z'], 2)];
    for (const kind of ['first-seen', 'last-seen'] as const) {
      const { groups } = rankGroups(same, { sort: { kind } });
      expect(groups.map(({ values }) => values[0])).toEqual(['z', 'a', 'b']);
    }
  });

  it('sum up the others with the span of their times and each distinct value once', () => {
    const { others } = rankGroups(keyed, { sort: { kind: 'events' }, top: 1 });
    expect(others).toEqual({
      groups: 3,
      count: 6,
      first: 10,
      last: 40,
      distinct: [new Set('xyz'), new Set('123')],
    });
  });

  it('do not change the groups they are given', () => {
    const given = Object.freeze([...keyed]);
    rankGroups(given, { top: 1 });
    expect([a, c].map(({ distinct }) => distinct[0]?.size)).toEqual([3, 1]);
  });
});
