import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNumberedTexts } from '../../src/aggregate/numbered-texts.ts';
import { runs } from '../support/runs.ts';

describe('numbered texts', () => {
  it('are numbered from 1, by which they can be had', () => {
    const texts = createNumberedTexts();
    expect(['a', 'b', 'a'].map((text) => texts.numberOf(text))).toEqual([1, 2, 1]);
    expect([1, 2].map((number) => texts.textOf(number))).toEqual(['a', 'b']);
  });

  it('are numbered from another number when one is given', () => {
    const texts = createNumberedTexts(7);
    expect(['a', 'b', 'a'].map((text) => texts.numberOf(text))).toEqual([7, 8, 7]);
    expect(texts.textOf(8)).toBe('b');
  });

  it('of a number that was not given are empty', () => {
    const texts = createNumberedTexts(2);
    texts.numberOf('a');
    expect([0, 1, 3].map((number) => texts.textOf(number))).toEqual(['', '', '']);
  });

  it('are told as new once, in the order of their numbers', () => {
    const texts = createNumberedTexts();
    expect(texts.takeNew()).toEqual([]);
    for (const text of ['b', 'a', 'b']) texts.numberOf(text);
    expect(texts.takeNew()).toEqual(['b', 'a']);
    for (const text of ['a', 'c']) texts.numberOf(text);
    expect(texts.takeNew()).toEqual(['c']);
    expect(texts.takeNew()).toEqual([]);
  });

  it('have different numbers, whatever they are', () => {
    const text = fc.oneof(
      fc.constantFrom('', '__proto__', 'constructor', '1', '\ud800'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(text), fc.integer({ min: 0, max: 3 }), (all, first) => {
        const texts = createNumberedTexts(first);
        const numbers = all.map((each) => texts.numberOf(each));
        expect(numbers.map((number) => texts.textOf(number))).toEqual(all);
        const different = [...new Set(all)];
        expect([...new Set(numbers)]).toEqual(different.map((_, at) => first + at));
        expect(texts.takeNew()).toEqual(different);
      }),
      { numRuns: runs() },
    );
  });
});
