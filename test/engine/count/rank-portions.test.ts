import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankGroups } from '../../../src/aggregate/rank-groups.ts';
import { createRanker } from '../../../src/engine/count/rank-portions.ts';
import type { SortKey } from '../../../src/query/group.ts';
import { groupOf } from '../../aggregate/group-of.ts';
import { runs } from '../../support/runs.ts';

const group = fc
  .record({
    values: fc.tuple(fc.string({ unit: 'binary', maxLength: 4 }), fc.constantFrom('', 'é', '\n')),
    count: fc.integer({ min: 1, max: 3 }),
    first: fc.nat(2),
    last: fc.nat(2),
    distinct: fc.tuple(fc.uniqueArray(fc.constantFrom('a', 'b', 'c')).map((all) => new Set(all))),
  })
  .map(groupOf);
const groups = fc.uniqueArray(group, { selector: ({ values }) => values.join('\0') });
const sort = fc.constantFrom<SortKey | undefined>(
  undefined,
  { kind: 'first-seen' },
  { kind: 'value', index: 1 },
  { kind: 'distinct', index: 0 },
);
const ranking = fc.record({
  sort,
  isReversed: fc.boolean(),
  top: fc.constantFrom(undefined, 1, 3),
});

const { signal } = new AbortController();

describe('groups in portions', () => {
  it('are ranked like groups that are all in memory', () => {
    return fc.assert(
      fc.asyncProperty(fc.array(groups, { maxLength: 6 }), ranking, async (some, given) => {
        const seen = new Set<string>();
        const portions = some.map((portion) =>
          portion.filter(
            ({ values }) => !seen.has(values.join('\0')) && seen.add(values.join('\0')),
          ),
        );
        const ranker = createRanker();
        try {
          const ranked = await ranker.rank(toGenerator(portions), given, signal);
          const expected = rankGroups(portions.flat(), given);
          expect([...ranked.groups].map(withSizes)).toEqual(expected.groups.map(withSizes));
          expect(ranked.others && withSizes(ranked.others)).toEqual(
            expected.others && withSizes(expected.others),
          );
        } finally {
          ranker.close();
        }
      }),
      { numRuns: runs() },
    );
  });
});

function* toGenerator<T>(all: readonly T[]): Generator<T> {
  yield* all;
}

/** Replaces the distinct values with their number. */
function withSizes<T extends { readonly distinct: readonly { readonly size: number }[] }>(one: T) {
  return { ...one, distinct: one.distinct.map(({ size }) => size) };
}
