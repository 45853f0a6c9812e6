import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeList, encodeList } from '../../src/query/list-value.ts';
import { runs } from '../support/runs.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('\\', '\n', '\t', 'n', 't', '"', 'a') }),
);
const element = fc.record({ text, key: text });

test('decoding an encoded list gives back its texts and keys, whatever characters they have', () => {
  fc.assert(
    fc.property(fc.array(element, { minLength: 1 }), (elements) => {
      fc.pre(elements.some(({ text, key }) => text !== '' || key !== '') || elements.length > 1);
      expect(decodeList(encodeList(elements))).toEqual(elements);
    }),
    { numRuns: runs(500) },
  );
});

test('a list without elements, or with an empty one only, is no value', () => {
  expect(encodeList([])).toBe('');
  expect(encodeList([{ text: '', key: '' }])).toBe('');
  expect(decodeList('')).toEqual([]);
});
