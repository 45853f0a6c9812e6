import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTallyTable, type TallyTable } from '../../src/aggregate/tally-table.ts';
import { runs } from '../support/runs.ts';

describe('a tally table', () => {
  it('numbers the groups of a tally from 1, and equal groups equally', () => {
    const table = createTallyTable([[0], [1], [1, 0]]);
    const numbers = ['a', 'b', 'a'].map((text) => groupWith(table, 1, text));
    expect(numbers).toEqual([1, 2, 1]);
    expect(groupWith(table, 0, 'b')).toBe(1);
    const [a, b] = [table.valueOf(1, 'a'), table.valueOf(1, 'b')];
    const both = [
      [a, 1],
      [b, 1],
      [a, 1],
    ];
    expect(both.map((values) => table.groupOf(2, values))).toEqual([1, 2, 1]);
    expect([...table.groups(2)]).toEqual([
      ['a', 'b'],
      ['b', 'b'],
    ]);
  });

  it.each([1, 2, 3])(
    'counts events by the groups of %i tallies, including events without a group',
    (tallies) => {
      const ofOthers = new Array<number[]>(tallies - 1).fill([]);
      const table = createTallyTable([[0, 1], ...ofOthers], { binOf: (seconds) => seconds % 2 });
      const values = ['__proto__', '\u0000,'];
      const group = table.groupOf(
        0,
        values.map((text, column) => table.valueOf(column, text)),
      );
      const others = new Array<number>(tallies - 1).fill(0);
      const inside = table.tupleOf([group, ...others]);
      const outside = table.tupleOf([0, ...others]);
      expect(inside).not.toBe(outside);
      expect(table.groupIn(inside, 0)).toBe(group);
      table.add([group, ...others], 5);
      table.add([group, ...others], 3);
      table.add([0, ...others], 7);
      table.add([group, ...others], 0);
      expect([...table.cells(0)].sort((a, b) => a.bin - b.bin)).toEqual([
        { values, bin: 0, count: 1, first: 0, last: 0 },
        { values, bin: 1, count: 2, first: 3, last: 5 },
      ]);
      for (const tally of others.keys()) expect([...table.cells(tally + 1)]).toEqual([]);
    },
  );

  it('moves an event to other groups when these are more complete', () => {
    const table = createTallyTable([[0], [1]]);
    const [less = 0, more = 0] = ['', 'x'].map((text) =>
      table.tupleOf([groupWith(table, 0, text), 0]),
    );
    const both = table.tupleOf([groupWith(table, 0, ''), groupWith(table, 1, 'y')]);
    table.add([groupWith(table, 0, ''), 0], 1);
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
      const table = createTallyTable([[0]]);
      const groups = ['', 'x'].map((text) => groupWith(table, 0, text));
      const [first = 0, second = 0] = isReversed ? groups.toReversed() : groups;
      table.add([groups[0] ?? 0], 5);
      table.add([first], 3);
      table.replace(table.tupleOf([first]), table.tupleOf([second]), 3);
      return new Set(table.cells(0));
    });
    const [one, other] = results;
    expect(one).toEqual(other);
    const less = { values: [''], bin: 0, count: 1, first: 3, last: 5 };
    expect(one).toEqual(new Set([less, { values: ['x'], bin: 0, count: 1, first: 3, last: 3 }]));
  });

  it('counts groups beyond its limit together as one without values', () => {
    const table = createTallyTable([[0], [], [1, 2]], { maxGroups: 2 });
    for (const [at, text] of ['a', 'b', 'c', 'a', 'd'].entries()) {
      const pair = [table.valueOf(1, `${at % 2}`), table.valueOf(2, `${at > 2}`)];
      table.add([groupWith(table, 0, text), table.groupOf(1, []), table.groupOf(2, pair)], 1);
    }
    expect(new Map(counted(table, 0))).toEqual(
      new Map([
        ['["a"]', 2],
        ['["b"]', 1],
        ['[]', 2],
      ]),
    );
    expect(counted(table, 1)).toEqual([['[]', 5]]);
    expect(new Map(counted(table, 2))).toEqual(
      new Map([
        ['["0","false"]', 2],
        ['["1","false"]', 1],
        ['[]', 2],
      ]),
    );
  });

  it('has room for a few values of each column and groups of each tally after one has used it up', () => {
    const room = { bytes: 1000, bytesOfColumn: 100, groups: 6, groupsOfTally: 4 };
    const table = createTallyTable([[0], [1, 2]], { maxGroups: 1000, room });
    const long = (at: number) => `${at}`.padEnd(400, '…');
    const count = (texts: readonly [string, string, string]) => {
      const [first = 0, ...pair] = texts.map((text, column) => table.valueOf(column, text));
      table.add([table.groupOf(0, [first]), table.groupOf(1, pair)], 1);
    };
    for (let at = 0; at < 5; at++) count([long(at), 'a', 'b']);
    expect(new Map(counted(table, 0))).toEqual(
      new Map([
        [JSON.stringify([long(0)]), 1],
        [JSON.stringify([long(1)]), 1],
        ['[]', 3],
      ]),
    );
    expect(counted(table, 1)).toEqual([['["a","b"]', 5]]);
    expect(table.bytes()).toBeGreaterThan(1600);
    for (let at = 0; at < 5; at++) count([long(0), `${at}`, 'b']);
    expect(counted(table, 1).some(([values]) => values === '["0","b"]')).toBe(true);
    expect(counted(table, 1).some(([values]) => values === '["4","b"]')).toBe(false);
    expect(new Map(counted(table, 1)).get('[]')).toBeGreaterThan(0);
  });

  it('continues the numbering of groups that are stored elsewhere', () => {
    const earlier = { count: 2, valuesOf: (group: number) => [`${group}`] };
    const table = createTallyTable([[0]], { earlier });
    expect(groupWith(table, 0, 'b')).toBe(3);
    expect(table.replace(table.tupleOf([2]), table.tupleOf([3]), 9)).toBe(true);
    expect(counted(table, 0).sort()).toEqual([
      ['["2"]', -1],
      ['["b"]', 1],
    ]);
    expect([...table.groups(0)]).toEqual([['b']]);
  });

  it('counts the same as a simple count of each event', () => {
    const event = fc.tuple(fc.nat(40), fc.nat(3), fc.nat(5000));
    fc.assert(
      fc.property(fc.array(event, { maxLength: 2000, size: 'max' }), (events) => {
        const table = createTallyTable([[0], [1]], {
          binOf: (seconds, tally) => (tally === 0 ? seconds % 7 : 0),
        });
        const expected = new Map<string, number>();
        const count = (key: string) => expected.set(key, (expected.get(key) ?? 0) + 1);
        for (const [a, b, seconds] of events) {
          const groups = [groupWith(table, 0, `${a}`), b === 0 ? 0 : groupWith(table, 1, `${b}`)];
          table.add(groups, seconds);
          count(`0 ${a} ${seconds % 7}`);
          if (b !== 0) count(`1 ${b} 0`);
        }
        const found = [0, 1].flatMap((tally) =>
          [...table.cells(tally)].map(({ values, bin, count }) => [
            `${tally} ${values[0]} ${bin}`,
            count,
          ]),
        );
        expect(new Map(found as [string, number][])).toEqual(expected);
      }),
      { numRuns: runs(20) },
    );
  });
});

/** Returns the group of a tally by the only column of the same number. */
function groupWith(table: TallyTable, tally: number, text: string): number {
  return table.groupOf(tally, [table.valueOf(tally, text)]);
}

/** Returns the counts of the groups that have events, by the groups' values as JSON. */
function counted(table: TallyTable, tally: number): [string, number][] {
  return [...table.cells(tally)].flatMap(({ values, count }) =>
    count === 0 ? [] : [[JSON.stringify(values), count]],
  );
}
