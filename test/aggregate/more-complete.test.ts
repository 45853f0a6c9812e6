import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMoreComplete } from '../../src/aggregate/more-complete.ts';
import { runs } from '../support/runs.ts';

test('a delivery with a value is more complete than one without, and a long value more than a short one', () => {
  expect(isMoreComplete(['a', 'b'], ['a', ''])).toBe(true);
  expect(isMoreComplete(['a', ''], ['a', 'b'])).toBe(false);
  expect(isMoreComplete(['', 'aws-cli/2.1'], ['', 'aws'])).toBe(true);
});

test('of two different deliveries, the same one is more complete in either order', () => {
  const values = fc.array(fc.constantFrom('', 'a', 'b', 'ab'), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(values, values, values, (x, y, z) => {
      if (x.join() !== y.join()) expect(isMoreComplete(x, y)).toBe(!isMoreComplete(y, x));
      if (isMoreComplete(x, y) && isMoreComplete(y, z)) expect(isMoreComplete(z, x)).toBe(false);
    }),
    { numRuns: runs() },
  );
});
