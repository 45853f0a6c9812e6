import { expect, test } from 'vitest';
import { createCorrelator } from '../../../src/detect/correlate/create-correlator.ts';
import { bound, correlate, correlation, match, ruleSet } from './correlation-of.ts';

const few = (text: string) => correlation({ bounds: [bound(text)], groupBy: ['awsRegion'] });
const inRegions = (regions: string) =>
  regions.split(' ').map((awsRegion, index) => match(index * 1000, 'a', { awsRegion }));

test.each(['lt 3', 'lte 2', 'neq 3'])(
  'A correlation that asks for few events (%s) is judged at the end, over all data',
  (text) => {
    const found = correlate(few(text), inRegions('x y x x y'));
    expect(found).toMatchObject([
      { group: { awsRegion: 'y' }, over: 'all', count: 2, first: 1_000_000, last: 4_000_000 },
    ]);
  },
);

test('Few events are not reported before the end of the data', () => {
  const correlator = createCorrelator(ruleSet(few('lt 3')));
  expect(inRegions('x y').flatMap((one) => correlator.add(one))).toEqual([]);
  expect(correlator.end()).toHaveLength(2);
});

test('No group has zero events, so a bound of eq 0 finds none', () => {
  expect(correlate(few('eq 0'), inRegions('x y'))).toEqual([]);
});

test('Few events are counted without twins and repeated deliveries', () => {
  const twin = { awsRegion: 'x', sharedEventID: 'shared' };
  const found = correlate(few('lt 3'), [
    match(0, 'a', twin),
    match(0, 'a', twin),
    match(1, 'a', { awsRegion: 'x' }, 'id'),
    match(1, 'a', { awsRegion: 'x' }, 'id'),
  ]);
  expect(found).toMatchObject([{ count: 2 }]);
});

test('Few distinct values and few rules are counted over all data', () => {
  const values = correlation({ type: 'value_count', field: 'eventName', bounds: [bound('lt 2')] });
  const named = (seconds: number, eventName: string) => match(seconds, 'a', { eventName });
  expect(correlate(values, [named(0, 'x'), named(1000, 'x')])).toMatchObject([{ count: 2 }]);
  expect(correlate(values, [named(0, 'x'), named(1000, 'y')])).toEqual([]);
  const rules = correlation({ type: 'temporal', rules: ['a', 'b'], bounds: [bound('lte 1')] });
  expect(correlate(rules, [match(0, 'b'), match(1000, 'b')])).toHaveLength(1);
  expect(correlate(rules, [match(0, 'b'), match(1000, 'a')])).toEqual([]);
});

test('Groups that cannot be remembered are not reported as groups with few events', () => {
  const correlator = createCorrelator(ruleSet(few('lt 3')), { maxEntries: 100 });
  const regions = Array.from({ length: 300 }, (_, index) => `region-${index % 150}`).join(' ');
  for (const one of inRegions(`${regions} ${regions}`)) correlator.add(one);
  expect(correlator.end()).toEqual([]);
  const [report] = correlator.report();
  expect(report?.matches).toBe(600);
  expect(report?.dropped).toBeGreaterThan(0);
});
