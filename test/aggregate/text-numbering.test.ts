import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextNumbering } from '../../src/aggregate/text-numbering.ts';
import { runs } from '../support/runs.ts';

describe('a numbering of texts', () => {
  it('numbers texts from 1 and returns each text by its number', () => {
    const texts = createTextNumbering();
    expect(['a', 'b', 'a'].map((text) => texts.numberOf(text))).toEqual([1, 2, 1]);
    expect([1, 2].map((number) => texts.textOf(number))).toEqual(['a', 'b']);
  });

  it('returns an empty text for an unused number', () => {
    const texts = createTextNumbering();
    texts.numberOf('a');
    expect([0, 2, 3].map((number) => texts.textOf(number))).toEqual(['', '', '']);
  });

  it('returns each new text once, in the order of the numbers', () => {
    const texts = createTextNumbering();
    expect(texts.takeNew()).toEqual([]);
    for (const text of ['b', 'a', 'b']) texts.numberOf(text);
    expect(texts.takeNew()).toEqual(['b', 'a']);
    for (const text of ['a', 'c']) texts.numberOf(text);
    expect(texts.takeNew()).toEqual(['c']);
    expect(texts.takeNew()).toEqual([]);
  });

  it('gives different numbers to any different texts', () => {
    const text = fc.oneof(
      fc.constantFrom('', '__proto__', 'constructor', '1', '\ud800'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(text), (all) => {
        const texts = createTextNumbering();
        const numbers = all.map((each) => texts.numberOf(each));
        expect(numbers.map((number) => texts.textOf(number))).toEqual(all);
        const different = [...new Set(all)];
        expect([...new Set(numbers)]).toEqual(different.map((_, at) => 1 + at));
        expect(texts.takeNew()).toEqual(different);
      }),
      { numRuns: runs() },
    );
  });
});
