import { expect, test } from 'vitest';
import { createCorrelator } from '../../../src/detect/correlate/create-correlator.ts';
import type { CorrelationRule } from '../../../src/detect/rule.ts';
import { bound, correlate, correlation, expressionOf, match, ruleSet } from './correlation-of.ts';

const abc = { rules: ['a', 'b', 'c'] };
const sized = (seconds: number, size: unknown) =>
  match(seconds, 'a', { additionalEventData: { size } });
const of = (parts: Partial<CorrelationRule>) =>
  correlation({ field: 'additionalEventData.size', ...parts });

test('Two bounds of a correlation are a range', () => {
  const rule = correlation({ bounds: [bound('gte 2'), bound('lt 4')] });
  const found = correlate(rule, [match(0), match(1), match(2), match(3), match(4)]);
  expect(found).toMatchObject([{ count: 3, measured: { atFirst: 2, least: 2, greatest: 3 } }]);
});

test('A temporal correlation needs all of its rules, in any order', () => {
  const rule = correlation({ ...abc, type: 'temporal' });
  expect(correlate(rule, [match(0, 'c'), match(1, 'a'), match(2, 'b')])).toHaveLength(1);
  expect(correlate(rule, [match(0, 'c'), match(1, 'a'), match(2, 'a')])).toHaveLength(0);
  expect(correlate(rule, [match(0, 'c'), match(1, 'a'), match(61, 'b')])).toHaveLength(0);
});

test('A temporal correlation with a bound needs that many of its rules', () => {
  const rule = correlation({ ...abc, type: 'temporal', bounds: [bound('gte 2')] });
  expect(correlate(rule, [match(0, 'c'), match(1, 'a')])).toHaveLength(1);
  expect(correlate(rule, [match(0, 'c'), match(1, 'c')])).toHaveLength(0);
});

test('A temporal_ordered correlation needs its rules in order', () => {
  const rule = correlation({ ...abc, type: 'temporal_ordered' });
  const inOrder = [match(0, 'a'), match(1, 'c'), match(2, 'b'), match(3, 'c')];
  const [finding] = correlate(rule, inOrder);
  expect(finding).toMatchObject({ satisfied: 3000, count: 4 });
  expect(finding?.events.first.map(({ rules }) => rules)).toEqual([['a'], ['c'], ['b'], ['c']]);
  expect(correlate(rule, [match(0, 'b'), match(1, 'a'), match(2, 'c')])).toHaveLength(0);
});

test.each(['a b c', 'c b a', 'b c a'])(
  'Events of the same time are in order for temporal_ordered: %s',
  (order) => {
    const rule = correlation({ ...abc, type: 'temporal_ordered' });
    expect(
      correlate(
        rule,
        order.split(' ').map((name) => match(0, name)),
      ),
    ).toHaveLength(1);
  },
);

test('A sequence for temporal_ordered begins again when its first event has left the window', () => {
  const rule = correlation({ ...abc, type: 'temporal_ordered' });
  const late = [match(0, 'a'), match(30, 'b'), match(61, 'c')];
  expect(correlate(rule, late)).toHaveLength(0);
  const again = [match(0, 'a'), match(20, 'a'), match(30, 'b'), match(61, 'c')];
  expect(correlate(rule, again)).toMatchObject([{ first: 20_000 }]);
});

test('A late event takes its place in a sequence of temporal_ordered', () => {
  const rule = correlation({ ...abc, type: 'temporal_ordered' });
  const found = correlate(rule, [match(0, 'a'), match(20, 'c'), match(10, 'b')]);
  expect(found).toMatchObject([{ first: 0, satisfied: 20_000, count: 3 }]);
  expect(correlate(rule, [match(10, 'b'), match(20, 'c'), match(15, 'a')])).toEqual([]);
});

test.each([
  ['a and not b', ['a'], true],
  ['a and not b', ['a', 'b'], false],
  ['not b and a or c', ['b', 'c'], true],
  ['a and (b or c)', ['a', 'c'], true],
  ['(a and b) or c', ['a'], false],
  ['not (a or b)', ['c'], true],
  ['not not a', ['a'], true],
])('The expression "%s" is judged with %j as expected', (expression, names, expected) => {
  const rule = correlation({ ...abc, type: 'temporal', expression: expressionOf(expression) });
  const found = correlate(
    rule,
    names.map((name) => match(0, name)),
  );
  expect(found.length > 0).toBe(expected);
});

test('A value_count counts distinct values, and each value of an array', () => {
  const rule = of({ type: 'value_count', bounds: [bound('gte 3')] });
  expect(correlate(rule, [sized(0, 'x'), sized(1, 'y'), sized(2, 'x')])).toHaveLength(0);
  expect(correlate(rule, [sized(0, 'x'), sized(1, ['y', 'z'])])).toMatchObject([{ count: 2 }]);
});

test.each([
  ['value_sum', 'gte 60', 60],
  ['value_avg', 'gte 20', 20],
  ['value_median', 'gte 15', 15],
] as const)('A %s that is %s is found', (type, text, measured) => {
  const rule = of({ type, bounds: [bound(text)] });
  // Numbers may be text.
  const found = correlate(rule, [sized(0, 10), sized(0, '15'), sized(0, 35)]);
  expect(found).toMatchObject([{ measured: { atFirst: measured }, count: 3 }]);
});

test('A percentile is interpolated between two values', () => {
  const rule = of({ type: 'value_percentile', percentile: 75, bounds: [bound('gt 0')] });
  const [finding] = correlate(
    rule,
    [10, 20, 30, 50].map((size) => sized(0, size)),
  );
  expect(finding?.measured.atFirst).toBe(35);
});

test('A low average is judged in each window, unlike a low count', () => {
  const rule = of({ type: 'value_avg', bounds: [bound('lt 10')] });
  const found = correlate(rule, [sized(0, 20), sized(100, 5), sized(200, 20)]);
  expect(found).toMatchObject([{ first: 100_000, over: 'window' }]);
});

test('A huge value that has left the window does not change later sums', () => {
  const rule = of({ type: 'value_sum', bounds: [bound('eq 7')] });
  const found = correlate(rule, [sized(0, 1e300), sized(50, 3), sized(100, 4)]);
  expect(found).toMatchObject([{ first: 50_000, last: 100_000 }]);
});

test('Events without a value that can be measured are left out and counted', () => {
  const correlator = createCorrelator(ruleSet(of({ type: 'value_sum', bounds: [bound('gt 0')] })));
  for (const size of [undefined, null, 'large', { size: 1 }, '', '1e999']) {
    correlator.add(sized(0, size));
  }
  expect(correlator.end()).toEqual([]);
  expect(correlator.report()).toMatchObject([{ matches: 6, withoutValue: 6 }]);
});
