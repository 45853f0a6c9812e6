import { expect, test } from 'vitest';
import { isLongAgo } from '../../../src/engine/scan/is-long-ago.ts';

const hour = 3_600_000;

test('a time is long ago after the given milliseconds', () => {
  expect(isLongAgo(Date.now() - hour, hour / 2)).toBe(true);
  expect(isLongAgo(Date.now() - hour, hour * 2)).toBe(false);
});

test('a time in the future is long ago, because the clock has been set back', () => {
  expect(isLongAgo(Date.now() + hour, hour / 2)).toBe(true);
});
