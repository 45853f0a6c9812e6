import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEventTuples } from '../../src/aggregate/event-tuples.ts';
import { expectNumbered } from './expect-numbered.ts';

describe('the tuples of the groups of events', () => {
  test('are numbered from 1, and give their number, the tuple and each of its groups again', () => {
    const group = fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 2 ** 26 - 1 }),
    );
    const tuples = fc
      .constantFrom(2, 3, 64)
      .chain((tallies) =>
        fc.array(fc.array(group, { minLength: tallies, maxLength: tallies }), { maxLength: 400 }),
      );
    fc.assert(
      fc.property(tuples, (added) => {
        const table = createEventTuples(added[0]?.length ?? 2);
        const known = expectNumbered(table, added);
        for (const tuple of added) {
          const number = known.get(tuple.join()) ?? 0;
          expect(tuple.map((_, tally) => table.groupIn(number, tally))).toEqual(tuple);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('of a single tally need no table: 0 is a tuple too', () => {
    const table = createEventTuples(1);
    expect([0, 1, 7].map((group) => table.numberOf([group]))).toEqual([1, 2, 8]);
    expect([...table.tupleOf(8)]).toEqual([7]);
    expect(table.groupIn(8, 0)).toBe(7);
  });
});
