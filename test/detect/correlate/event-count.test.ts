import { expect, test } from 'vitest';
import { bound, correlate, correlation, match } from './correlation-of.ts';

const three = correlation({ bounds: [bound('gte 3')] });
const times = (seconds: readonly number[]) => seconds.map((second) => match(second));

test('A correlation is satisfied by the window in which the number of events reaches its bound', () => {
  const [finding, ...others] = correlate(three, times([0, 10, 20]));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ rule: 'several', first: 0, satisfied: 20_000, last: 20_000 });
  expect(finding).toMatchObject({ count: 3, over: 'window', measured: { atFirst: 3 } });
});

test('Windows of a correlation slide: events are counted across the boundaries of minutes', () => {
  expect(correlate(three, times([50, 65, 80]))).toHaveLength(1);
});

test('Two events exactly one timespan apart are in the same window, and one millisecond more is too far', () => {
  expect(correlate(three, times([0, 30, 60]))).toHaveLength(1);
  expect(correlate(three, times([0, 30, 60.001]))).toHaveLength(0);
});

test('Windows that satisfy a correlation and share events are one finding, which goes on', () => {
  const [finding, ...others] = correlate(three, times([0, 10, 20, 70, 75, 80]));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ first: 0, satisfied: 20_000, last: 80_000, count: 6 });
  expect(finding?.measured).toEqual({ atFirst: 3, least: 3, greatest: 4 });
});

test('A burst after the events of a finding have left the window is another finding', () => {
  const found = correlate(three, times([0, 1, 2, 200, 201, 202]));
  expect(found.map(({ first, last }) => [first, last])).toEqual([
    [0, 2000],
    [200_000, 202_000],
  ]);
});

test('Events that keep a window from being empty, but are too few, do not join two findings', () => {
  const found = correlate(three, times([0, 1, 2, 50, 100, 150, 200, 201, 202]));
  expect(found.map(({ first, last }) => [first, last])).toEqual([
    [0, 50_000],
    [150_000, 202_000],
  ]);
});

test('Events without an ID are all counted, also at the same time', () => {
  const without = [0, 0, 0].map((seconds) => match(seconds, 'a', {}, ''));
  const found = correlate(correlation({ bounds: [bound('gte 3')] }), without);
  expect(found.map(({ count }) => count)).toEqual([3]);
  expect(correlate(correlation({ bounds: [bound('lt 3')] }), without)).toEqual([]);
});
