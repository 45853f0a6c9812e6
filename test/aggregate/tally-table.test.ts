import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTallyTable, type TallyTable } from '../../src/aggregate/tally-table.ts';
import { runs } from '../support/runs.ts';

describe('a tally table', () => {
  it('numbers the groups of a tally from 1, and equal groups equally', () => {
    const table = createTallyTable(2);
    const numbers = ['["a"]', '["b"]', '["a"]'].map((json) => table.groupOf(1, json));
    expect(numbers).toEqual([1, 2, 1]);
    expect(table.groupOf(0, '["b"]')).toBe(1);
  });

  it.each([1, 2, 3])(
    'counts events by the groups of %i tallies, including events without a group',
    (tallies) => {
      const table = createTallyTable(tallies, { binOf: (seconds) => seconds % 2 });
      const json = '["__proto__","\\u0000,"]';
      const group = table.groupOf(0, json);
      const others = new Array<number>(tallies - 1).fill(0);
      const inside = table.tupleOf([group, ...others]);
      const outside = table.tupleOf([0, ...others]);
      expect(inside).not.toBe(outside);
      expect(table.groupIn(inside, 0)).toBe(group);
      table.add(inside, 5);
      table.add(inside, 3);
      table.add(outside, 7);
      table.add(inside, 0);
      expect([...table.cells(0)].sort((a, b) => a.bin - b.bin)).toEqual([
        { json, bin: 0, count: 1, first: 0, last: 0 },
        { json, bin: 1, count: 2, first: 3, last: 5 },
      ]);
      for (const tally of others.keys()) expect([...table.cells(tally + 1)]).toEqual([]);
    },
  );

  it('moves an event to other groups when these are more complete', () => {
    const table = createTallyTable(2);
    const [less = 0, more = 0] = ['[""]', '["x"]'].map((json) =>
      table.tupleOf([table.groupOf(0, json), 0]),
    );
    const both = table.tupleOf([table.groupOf(0, '[""]'), table.groupOf(1, '["y"]')]);
    table.add(less, 1);
    expect(table.replace(less, more, 1)).toBe(true);
    expect(table.replace(more, less, 1)).toBe(false);
    expect(counted(table, 0)).toEqual([['["x"]', 1]]);
    // Being in a group at all counts as a value.
    expect(table.replace(more, both, 1)).toBe(true);
    expect(counted(table, 0)).toEqual([['[""]', 1]]);
    expect(counted(table, 1)).toEqual([['["y"]', 1]]);
  });

  it('notes the times of all deliveries of an event in a group, in any order', () => {
    const results = [false, true].map((isReversed) => {
      const table = createTallyTable(1);
      const tuples = ['[""]', '["x"]'].map((json) => table.tupleOf([table.groupOf(0, json)]));
      const [first = 0, second = 0] = isReversed ? tuples.toReversed() : tuples;
      table.add(tuples[0] ?? 0, 5);
      table.add(first, 3);
      table.replace(first, second, 3);
      return new Set(table.cells(0));
    });
    const [one, other] = results;
    expect(one).toEqual(other);
    const less = { json: '[""]', bin: 0, count: 1, first: 3, last: 5 };
    expect(one).toEqual(new Set([less, { json: '["x"]', bin: 0, count: 1, first: 3, last: 3 }]));
  });

  it('counts groups beyond its limit together as one without values', () => {
    const table = createTallyTable(2, { maxGroups: 2 });
    for (const json of ['["a"]', '["b"]', '["c"]', '["a"]', '["d"]']) {
      table.add(table.tupleOf([table.groupOf(0, json), table.groupOf(1, '[]')]), 1);
    }
    expect(new Map(counted(table, 0))).toEqual(
      new Map([
        ['["a"]', 2],
        ['["b"]', 1],
        ['[]', 2],
      ]),
    );
    expect(counted(table, 1)).toEqual([['[]', 5]]);
  });

  it('continues the numbering of groups that are stored elsewhere', () => {
    const table = createTallyTable(1, { earlier: { count: 2, jsonOf: (group) => `["${group}"]` } });
    expect(table.groupOf(0, '["b"]')).toBe(3);
    expect(table.replace(table.tupleOf([2]), table.tupleOf([3]), 9)).toBe(true);
    expect([...table.cells(0)].map(({ json, count }) => [json, count]).sort()).toEqual([
      ['["2"]', -1],
      ['["b"]', 1],
    ]);
    expect(table.takeGroups(0)).toEqual(['["b"]']);
  });

  it('counts the same as a simple count of each event', () => {
    const event = fc.tuple(fc.nat(40), fc.nat(3), fc.nat(5000));
    fc.assert(
      fc.property(fc.array(event, { maxLength: 2000, size: 'max' }), (events) => {
        const table = createTallyTable(2, {
          binOf: (seconds, tally) => (tally === 0 ? seconds % 7 : 0),
        });
        const expected = new Map<string, number>();
        const count = (key: string) => expected.set(key, (expected.get(key) ?? 0) + 1);
        for (const [a, b, seconds] of events) {
          const groups = [table.groupOf(0, `["${a}"]`), b === 0 ? 0 : table.groupOf(1, `["${b}"]`)];
          table.add(table.tupleOf(groups), seconds);
          count(`0 ${a} ${seconds % 7}`);
          if (b !== 0) count(`1 ${b} 0`);
        }
        const found = [0, 1].flatMap((tally) =>
          [...table.cells(tally)].map(({ json, bin, count }) => [
            `${tally} ${JSON.parse(json)[0]} ${bin}`,
            count,
          ]),
        );
        expect(new Map(found as [string, number][])).toEqual(expected);
      }),
      { numRuns: runs(20) },
    );
  });
});

function counted(table: TallyTable, tally: number): [string, number][] {
  return [...table.cells(tally)].flatMap(({ json, count }) => (count === 0 ? [] : [[json, count]]));
}
