import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareRecords, placedRecords } from '../../../src/engine/order/record-order.ts';
import { sortBlock } from '../../../src/engine/order/sort-block.ts';
import { blockOf, type KeptRecord } from '../../support/block-of.ts';
import { runs } from '../../support/runs.ts';

const records: fc.Arbitrary<KeptRecord> = fc.record({
  time: fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.integer({ min: 1_795_507_200_000, max: 1_795_507_203_000 }),
    // So far apart that a time and an index do not fit into one number.
    fc.constantFrom(-8_640_000_000_000_000, 8_640_000_000_000_000),
  ),
  key: fc.constantFrom('', 'a', 'b'),
  json: fc.constantFrom('{}', '[]', '{"a":1}'),
  file: fc.constantFrom('a', 'b'),
  offset: fc.nat(3),
});

describe('a sorted block', () => {
  test.each(['oldest-first', 'newest-first'] as const)('has its records in order, %s', (order) => {
    fc.assert(
      fc.property(fc.array(records, { maxLength: 60, size: 'max' }), (some) => {
        const block = blockOf(some);
        const expected = [...placedRecords(block, some.length)].sort(compareRecords(order));
        expect([...sortBlock(block, order)]).toEqual(expected.map(({ index }) => index));
      }),
      { numRuns: runs(500) },
    );
  });
});
