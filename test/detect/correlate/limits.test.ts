import { expect, test } from 'vitest';
import { createCorrelator } from '../../../src/detect/correlate/create-correlator.ts';
import { bound, correlate, correlation, match, ruleSet } from './correlation-of.ts';

const three = correlation({ bounds: [bound('gte 3')], groupBy: ['awsRegion'] });
const at = (seconds: number, awsRegion = 'x') => match(seconds, 'a', { awsRegion });

test('A finding lists its first and last ten events, and counts all', () => {
  const events = Array.from({ length: 50 }, (_, index) => at(index));
  const [finding] = correlate(three, events);
  expect(finding?.count).toBe(50);
  const ids = events.map(({ id }) => id);
  expect(finding?.events.first.map(({ id }) => id)).toEqual(ids.slice(0, 10));
  expect(finding?.events.last.map(({ id }) => id)).toEqual(ids.slice(-10));
});

test('A finding of fifteen events lists each of them once', () => {
  const events = Array.from({ length: 15 }, (_, index) => at(index));
  const [finding] = correlate(three, events);
  const { first = [], last = [] } = finding?.events ?? {};
  expect([...first, ...last].map(({ id }) => id)).toEqual(events.map(({ id }) => id));
});

test('The IDs of a finding are listed as they are, whether they are UUIDs or not', () => {
  const ids = [
    '01234567-89ab-cdef-0123-456789abcdef',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    'FFFFFFFF-ffff-ffff-ffff-ffffffffffff',
    '0123456789abcdef0123456789abcdef----',
    '00000000-0000-0000-0000-000000000000',
    '',
    'another key',
  ];
  const [finding] = correlate(
    three,
    ids.map((id) => match(0, 'a', { awsRegion: 'x' }, id)),
  );
  expect(finding?.events.first.map(({ id }) => id)).toEqual(ids);
});

test('A finding is returned once its events have left the window, by a match of another group', () => {
  const correlator = createCorrelator(ruleSet(three));
  expect([at(0), at(1), at(2), at(62, 'y')].flatMap((one) => correlator.add(one))).toEqual([]);
  expect(correlator.add(at(63, 'y'))).toMatchObject([{ group: { awsRegion: 'x' }, count: 3 }]);
  expect(correlator.end()).toEqual([]);
});

test('An event that is late by no more than the timespan is counted where it belongs', () => {
  const found = correlate(three, [at(10), at(30), at(0)]);
  expect(found).toMatchObject([{ first: 0, satisfied: 30_000, last: 30_000, count: 3 }]);
  expect(found[0]?.events.first.map(({ time }) => time)).toEqual([0, 10_000, 30_000]);
});

test('A late event is added to the finding whose time it belongs to', () => {
  const [finding, ...others] = correlate(three, [at(0), at(10), at(20), at(25, 'y'), at(5)]);
  expect(others).toEqual([]);
  expect(finding?.events.first.map(({ time }) => time)).toEqual([0, 5000, 10_000, 20_000]);
});

test('Events that come after their window has passed, or without a time, are counted as late', () => {
  const correlator = createCorrelator(ruleSet(three));
  for (const seconds of [100, 39, 40, Number.NaN]) correlator.add(at(seconds));
  expect(correlator.report()).toMatchObject([{ matches: 4, late: 2 }]);
});

test('Beyond the limit, the events of the group that was used the longest ago are dropped', () => {
  const correlator = createCorrelator(ruleSet(three), { maxEntries: 100 });
  correlator.add(at(0, 'old'));
  correlator.add(at(0, 'old'));
  for (let index = 0; index < 99; index++) correlator.add(at(1, `region-${index}`));
  expect(correlator.report()).toMatchObject([{ dropped: 1 }]);
  correlator.add(at(2, 'old'));
  correlator.add(at(2, 'old'));
  expect(correlator.report()).toMatchObject([{ dropped: 3 }]);
  // With the two events that were dropped, there would be three in the group.
  expect(correlator.end()).toEqual([]);
});

test('The limit of a correlation also holds for a single group, which keeps its newest events', () => {
  const correlator = createCorrelator(ruleSet(correlation({ bounds: [bound('gte 101')] })), {
    maxEntries: 100,
  });
  for (let index = 0; index < 300; index++) correlator.add(match(0));
  expect(correlator.end()).toEqual([]);
  expect(correlator.report()).toMatchObject([{ matches: 300, dropped: 200 }]);
});

test('The limit holds for all correlations together, and the oldest events of any are dropped', () => {
  const slow = correlation({ name: 'slow', timespan: 9e9, bounds: [bound('gte 99')] });
  const fast = { ...three, name: 'fast' };
  const correlator = createCorrelator(ruleSet(slow, fast), { maxEntries: 100 });
  for (let second = 0; second < 90; second++) correlator.add(at(second, `region-${second}`));
  const [first, second] = correlator.report();
  // The windows of a minute of the second one are forgotten in time.
  expect((first?.dropped ?? 0) + (second?.dropped ?? 0)).toBeGreaterThan(0);
  expect(second).toMatchObject({ rule: 'fast', matches: 90 });
});

test('Memory is used again when windows are empty: nothing is dropped in a long stream', () => {
  const correlator = createCorrelator(ruleSet(three), { maxEntries: 100 });
  for (let index = 0; index < 5000; index++) correlator.add(at(index, `region-${index}`));
  expect(correlator.report()).toMatchObject([{ matches: 5000, dropped: 0 }]);
});
