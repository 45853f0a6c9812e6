import { describe, expect, test } from 'vitest';
import {
  countSplitEvents,
  createEachElement,
  createListSplit,
} from '../../src/aggregate/each-element.ts';
import { encodeList } from '../../src/query/list-value.ts';

function listOf(...texts: string[]): string {
  return encodeList(texts.map((text) => ({ text, key: text })));
}

function numbered(length: number): string {
  return listOf(...Array.from({ length }, (_, at) => `${at}`));
}

function cellOf(values: readonly string[], count = 1) {
  return { values, bin: 0, count, first: 0, last: 0 };
}

describe('a count of each element', () => {
  test('puts an event into a row for each element of its list', () => {
    const each = createEachElement(['a', undefined]);
    const cells = [...each.cellsOf([cellOf([listOf('x', 'y'), 'z'], 3)])];
    expect(cells.map(({ values, count }) => [...values, count])).toEqual([
      ['x', 'z', 3],
      ['y', 'z', 3],
    ]);
  });

  test('keeps an event without elements as one row without a value', () => {
    const cells = [...createEachElement(['a']).cellsOf([cellOf([''])])];
    expect(cells.map(({ values }) => values)).toEqual([['']]);
  });

  test('combines lists of different things, and pairs parallel lists', () => {
    const lists = ['thing', 'other', 'thing'];
    const values = [listOf('role', 'key'), listOf('1', '2'), listOf('Role', '', 'Stated')];
    const rows = [...createEachElement(lists).cellsOf([cellOf(values)])];
    expect(rows.map(({ values }) => values.join(' '))).toEqual([
      'role 1 Role',
      'role 2 Role',
      'key 1 ',
      'key 2 ',
      ' 1 Stated',
      ' 2 Stated',
    ]);
  });

  test('counts equal pairs of parallel lists once', () => {
    const values = [listOf('a', 'a', 'a'), listOf('A', 'B', 'A')];
    const rows = [...createEachElement(['thing', 'thing']).cellsOf([cellOf(values)])];
    expect(rows.map(({ values }) => values.join(' '))).toEqual(['a A', 'a B']);
  });

  test('shows an ARN rather than another spelling of the same key', () => {
    const each = createEachElement(['a']);
    const spelled = ['x', 'arn:aws:iam::1:role/x', 'w'].map((text) =>
      cellOf([encodeList([{ text, key: 'Role x' }])]),
    );
    expect([...each.cellsOf(spelled)].map(({ values }) => values)).toEqual(
      spelled.map(() => ['Role x']),
    );
    expect(each.textOf('Role x')).toBe('arn:aws:iam::1:role/x');
  });

  test('counts every element of a single list, however long, and says how many events are cut', () => {
    const [long, pair] = [numbered(30_000), listOf('x', 'y')];
    const single = createEachElement(['a']);
    expect([...single.cellsOf([cellOf([long])])]).toHaveLength(30_000);
    expect(single.cut()).toBe(0);
    const both = createEachElement(['a', 'b']);
    expect([...both.cellsOf([cellOf([numbered(6000), pair], 7)])]).toHaveLength(6000);
    expect(both.cut()).toBe(7);
    const cells = [cellOf([numbered(6000), pair], 7), cellOf([pair, pair], 2), cellOf(['x', 'y'])];
    expect(countSplitEvents(cells, ['a', 'b'])).toEqual({ several: 9, cut: 7 });
  });
});

describe('a split of the JSON of values', () => {
  test('gives parallel lists of one element each, and the keys of the first values', () => {
    const { split, keyOf, cut } = createListSplit(['thing', undefined, 'thing'], 2);
    const things = encodeList([
      { text: 'a', key: 'Role a' },
      { text: 'b', key: 'b' },
    ]);
    const jsons = split(JSON.stringify([things, 'x', listOf('Role', '')]), 1);
    expect(jsons.map(keyOf)).toEqual(['["Role a","x"]', '["b","x"]']);
    expect(jsons.map((json) => JSON.parse(json)[2])).toEqual(['Role', '']);
    expect(cut()).toBe(0);
  });
});
