import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tellsMore } from '../../src/aggregate/tells-more.ts';

const group = (...values: string[]) => ({ values, count: 1 });

test('a value tells more than none, and a long one more than a short one', () => {
  expect(tellsMore(group('a', 'b'), group('a', ''))).toBe(true);
  expect(tellsMore(group('a', ''), group('a', 'b'))).toBe(false);
  expect(tellsMore(group('', 'aws-cli/2.1'), group('', 'aws'))).toBe(true);
});

test('of any two groups that differ one tells more, whichever comes first', () => {
  const values = fc.array(fc.constantFrom('', 'a', 'b', 'ab'), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(values, values, values, (a, b, c) => {
      const [x, y, z] = [group(...a), group(...b), group(...c)];
      if (a.join() !== b.join()) expect(tellsMore(x, y)).toBe(!tellsMore(y, x));
      if (tellsMore(x, y) && tellsMore(y, z)) expect(tellsMore(z, x)).toBe(false);
    }),
  );
});
