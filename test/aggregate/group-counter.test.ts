import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGroupCounter, type GroupCounter } from '../../src/aggregate/group-counter.ts';

/** Characters with which a key that is glued together could be forged. */
const value = fc.string({
  unit: fc.constantFrom('a', '"', ',', '[', ']', '\\', '\u0000', '\ud800'),
});

/** Counts so many events of these values. */
function add(counter: GroupCounter | undefined, values: readonly string[], count = 1): void {
  if (counter) counter.groupOf(values).count += count;
}

describe('a group counter', () => {
  it('counts events under their values', () => {
    const counter = createGroupCounter();
    add(counter, ['ok', 'ec2']);
    add(counter, ['denied', 'ec2']);
    add(counter, ['ok', 'ec2']);
    expect(counter.groups()).toMatchObject([
      { values: ['ok', 'ec2'], count: 2 },
      { values: ['denied', 'ec2'], count: 1 },
    ]);
  });

  it('numbers its groups from 1, by which they can be had', () => {
    const counter = createGroupCounter();
    const groups = ['a', 'b', 'a'].map((text) => counter.groupOf([text]));
    expect(groups.map(({ number }) => number)).toEqual([1, 2, 1]);
    expect(counter.numbered(2)).toBe(groups[1]);
    expect(counter.numbered(3)).toBeUndefined();
  });

  it('has one group for no values, also of no events', () => {
    const counter = createGroupCounter();
    expect(counter.groups()).toEqual([]);
    add(counter, [], 0);
    expect(counter.groups()).toMatchObject([{ values: [], count: 0 }]);
    add(counter, []);
    expect(counter.groups()).toMatchObject([{ values: [], count: 1 }]);
  });

  it.each(['__proto__', 'constructor', 'toString', ''])('takes %j for a value', (name) => {
    const counter = createGroupCounter();
    add(counter, [name]);
    add(counter, [name]);
    expect(counter.groups()).toMatchObject([{ values: [name], count: 2 }]);
  });

  it('takes no two lists of values for one, whatever is in them', () => {
    const lists = fc
      .integer({ min: 0, max: 3 })
      .chain((length) =>
        fc.array(fc.array(value, { minLength: length, maxLength: length }), { maxLength: 20 }),
      );
    fc.assert(
      fc.property(lists, (added) => {
        const counter = createGroupCounter();
        for (const values of added) add(counter, values);
        const groups = counter.groups();
        for (const { values, count } of groups) {
          const same = added.filter((other) => other.every((text, at) => text === values[at]));
          expect(count).toBe(same.length);
        }
        expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(added.length);
      }),
    );
  });

  it('adds what others have counted', () => {
    const lists = fc.array(fc.tuple(value, value));
    fc.assert(
      fc.property(lists, lists, (here, there) => {
        const [whole, first, second] = [0, 0, 0].map(createGroupCounter);
        for (const values of [...here, ...there]) add(whole, values);
        for (const values of here) add(first, values);
        for (const values of there) add(second, values);
        for (const { values, count } of second?.groups() ?? []) add(first, values, count);
        expect(first?.groups()).toEqual(whole?.groups());
      }),
    );
  });
});
