import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortedNumbers } from '../../../src/detect/correlate/measures/sorted-numbers.ts';
import { runs } from '../../support/runs.ts';

test('Numbers in parts stay in order while some are added and others removed', () => {
  // Few different numbers, so that equal ones are in several parts.
  const anyPart = fc.record({ least: fc.nat({ max: 5 }), span: fc.integer({ min: 1, max: 50 }) });
  fc.assert(
    fc.property(fc.array(anyPart, { minLength: 1, maxLength: 4 }), (parts) => {
      const numbers = new SortedNumbers();
      let expected: number[] = [];
      for (const { least, span } of parts) {
        for (let index = 0; index < 900; index++) {
          const number = least + ((index * 7919) % span);
          numbers.add(number);
          expected.push(number);
        }
        const removed = expected.slice(0, 500);
        expected = expected.slice(500);
        for (const number of removed) numbers.remove(number);
      }
      const found = Array.from({ length: numbers.size }, (_, place) => numbers.at(place));
      expect(found).toEqual(expected.toSorted((a, b) => a - b));
    }),
    { numRuns: runs(20) },
  );
});

test('Sorted numbers can be emptied and filled again, and have none where there are none', () => {
  const numbers = new SortedNumbers();
  for (let index = 0; index < 2000; index++) numbers.add(index % 3);
  for (let index = 0; index < 2000; index++) numbers.remove(index % 3);
  expect(numbers.size).toBe(0);
  expect(numbers.at(0)).toBeNaN();
  numbers.add(5);
  numbers.remove(4);
  expect([numbers.size, numbers.at(0), numbers.at(1)]).toEqual([1, 5, Number.NaN]);
});
