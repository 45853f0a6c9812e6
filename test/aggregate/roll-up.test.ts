import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RollUp, rollUp, sumUp } from '../../src/aggregate/roll-up.ts';
import type { TallyCell } from '../../src/query/tally.ts';
import { runs } from '../support/runs.ts';

/** Characters that could forge a key made by joining values. */
const value = fc.string({
  unit: fc.constantFrom('a', '"', ',', '[', ']', '\\', '\u0000', '\ud800'),
});

const cell = (values: readonly string[], measures: Partial<TallyCell> = {}): TallyCell => ({
  values,
  bin: 0,
  count: 1,
  first: 0,
  last: 0,
  ...measures,
});

const byValues: RollUp<TallyCell> = { valuesOf: ({ values }) => values };

describe('rolled-up cells', () => {
  it('are counted by their values, in the order in which the values first occur', () => {
    const cells = [cell(['ok', 'ec2']), cell(['denied', 'ec2']), cell(['ok', 'ec2'], { count: 3 })];
    expect(rollUp(cells, byValues)).toEqual([
      { values: ['ok', 'ec2'], count: 4, first: 0, last: 0, distinct: [] },
      { values: ['denied', 'ec2'], count: 1, first: 0, last: 0, distinct: [] },
    ]);
  });

  it('without values are one group, and an empty list of cells has no groups', () => {
    expect(rollUp([], byValues)).toEqual([]);
    expect(rollUp([cell([]), cell([])], byValues)).toMatchObject([{ values: [], count: 2 }]);
  });

  it('are left out when their values are undefined', () => {
    const valuesOf = ({ values }: TallyCell) => (values[0] === 'b' ? undefined : values);
    expect(rollUp([cell(['a']), cell(['b'])], { valuesOf })).toMatchObject([
      { values: ['a'], count: 1 },
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString', ''])('accept %j as a value', (name) => {
    expect(rollUp([cell([name]), cell([name])], byValues)).toMatchObject([
      { values: [name], count: 2 },
    ]);
  });

  it('never confuse two different lists of values', () => {
    const lists = fc
      .integer({ min: 0, max: 3 })
      .chain((length) =>
        fc.array(fc.array(value, { minLength: length, maxLength: length }), { maxLength: 20 }),
      );
    fc.assert(
      fc.property(lists, (added) => {
        const groups = rollUp(
          added.map((values) => cell(values)),
          byValues,
        );
        for (const { values, count } of groups) {
          const same = added.filter((other) => other.every((text, at) => text === values[at]));
          expect(count).toBe(same.length);
        }
        expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(added.length);
      }),
      { numRuns: runs() },
    );
  });

  it('have the earliest and the latest known time', () => {
    const times = fc.array(fc.tuple(fc.nat(9), fc.nat(9)));
    fc.assert(
      fc.property(times, (pairs) => {
        const spans = pairs.map(([one, other]) => {
          const [first, last] = one < other ? [one, other] : [other, one];
          return first === 0 ? { first: 0, last: 0 } : { first, last };
        });
        const known = spans.filter(({ first }) => first > 0);
        const expected = {
          first: known.length === 0 ? 0 : Math.min(...known.map(({ first }) => first)),
          last: Math.max(0, ...known.map(({ last }) => last)),
        };
        const cells = spans.map((span) => cell(['a'], span));
        if (cells.length > 0) expect(rollUp(cells, byValues)).toMatchObject([expected]);
        expect(sumUp(cells.map((each) => ({ ...each, distinct: [] })))).toMatchObject(expected);
      }),
      { numRuns: runs() },
    );
  });

  it('have each distinct value once, without the empty one', () => {
    const distinctOf = ({ values }: TallyCell) => values.slice(1).map((value) => [value]);
    const valuesOf = ({ values }: TallyCell) => values.slice(0, 1);
    const cells = [
      cell(['g', 'x', '']),
      cell(['g', 'x', '1']),
      cell(['g', 'y', '']),
      cell(['h', '', '']),
    ];
    expect(rollUp(cells, { valuesOf, distinctOf })).toMatchObject([
      { values: ['g'], count: 3, distinct: [new Set(['x', 'y']), new Set(['1'])] },
      { values: ['h'], count: 1, distinct: [new Set(), new Set()] },
    ]);
  });
});

describe('a sum of groups', () => {
  it('is zero for no groups', () => {
    expect(sumUp([])).toEqual({ count: 0, first: 0, last: 0, distinct: [] });
  });

  it('is the same however the cells are divided among groups', () => {
    const any = fc.record({
      values: fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('', 'x', 'y', 'z')),
      count: fc.integer({ min: 1, max: 5 }),
      time: fc.nat(20),
    });
    const distinctOf = ({ values }: TallyCell) => values.slice(1).map((value) => [value]);
    const valuesOf = ({ values }: TallyCell) => values.slice(0, 1);
    fc.assert(
      fc.property(fc.array(any, { minLength: 1 }), (parts) => {
        const cells = parts.map(({ values, count, time }) =>
          cell(values, { count, first: time, last: time }),
        );
        const [whole] = rollUp(cells, { valuesOf: () => [], distinctOf });
        expect({ values: [], ...sumUp(rollUp(cells, { valuesOf, distinctOf })) }).toEqual(whole);
      }),
      { numRuns: runs() },
    );
  });
});
