import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTupleTable } from '../../src/aggregate/tuple-table.ts';
import { expectNumbered } from './expect-numbered.ts';

describe('a tuple table', () => {
  test('numbers different tuples from 1, and returns the number and the tuple again', () => {
    const word = fc.oneof(
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    );
    const tuples = fc.integer({ min: 1, max: 5 }).chain((length) =>
      fc.array(fc.array(word, { minLength: length, maxLength: length }), {
        minLength: 1,
        maxLength: 2000,
        size: 'max',
      }),
    );
    fc.assert(
      fc.property(tuples, (added) => {
        expectNumbered(createTupleTable(added[0]?.length ?? 0), added);
      }),
      { numRuns: 30 },
    );
  });

  test('numbers no more tuples than it may, but returns the numbers of known ones', () => {
    const table = createTupleTable(2);
    expect([1, 2, 1, 3, 2].map((word) => table.numberOf([word, 0], 2))).toEqual([1, 2, 1, 0, 2]);
    expect(table.size()).toBe(2);
  });

  test('numbers the tuple without numbers', () => {
    const table = createTupleTable(0);
    expect([table.numberOf([]), table.numberOf([])]).toEqual([1, 1]);
  });
});
