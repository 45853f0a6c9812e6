import { expect, test } from 'vitest';
import { createCorrelator } from '../../../src/detect/correlate/create-correlator.ts';
import type { CorrelationRule } from '../../../src/detect/rule.ts';
import { ConfigError } from '../../../src/errors.ts';
import {
  bound,
  correlate,
  correlation,
  expressionOf,
  match,
  minute,
  ruleSet,
} from './correlation-of.ts';

const by = (arn: string, sourceIPAddress = '198.51.100.7') => ({
  userIdentity: { arn },
  sourceIPAddress,
});

/** Three failures of a user, then a success. */
const failures = correlation({
  name: 'failures',
  rules: ['failure'],
  groupBy: ['userIdentity.arn'],
  bounds: [bound('gte 3')],
});
const broken = correlation({
  name: 'broken',
  type: 'temporal_ordered',
  rules: ['failures', 'success'],
  groupBy: ['userIdentity.arn'],
});

const failed = (seconds: number, arn = 'x') => match(seconds, 'failure', by(arn));
const ended = (seconds: number, arn = 'x') => match(seconds, 'success', by(arn));

test.each([[[failures, broken]], [[broken, failures]]])(
  'A finding of a correlation is a match of another one, whichever is defined first',
  (rules) => {
    const found = correlate(rules, [failed(0), failed(1), failed(2), ended(5), ended(6, 'y')]);
    expect(found.map(({ rule, count }) => [rule, count])).toEqual([
      ['failures', 3],
      ['broken', 2],
    ]);
    expect(found[1]).toMatchObject({ group: { 'userIdentity.arn': 'x' }, first: 2000 });
    const [first, second] = found[1]?.events.first ?? [];
    expect(first).toMatchObject({ finding: found[0]?.id, time: 2000, rules: ['failures'] });
    expect(second).not.toHaveProperty('finding');
  },
);

test('A finding counts in another correlation at the time when it is first satisfied, once', () => {
  expect(correlate([failures, broken], [failed(0), failed(1), ended(2), failed(3)])).toHaveLength(
    1,
  );
  const several = correlation({ name: 'twice', rules: ['failures'], bounds: [bound('gte 2')] });
  const going = [0, 1, 2, 3, 4, 5].map((second) => failed(second));
  expect(correlate([failures, several], going)).toHaveLength(1);
  const others = [0, 1, 2].map((second) => failed(second, 'y'));
  expect(correlate([failures, several], [...others, ...going])).toHaveLength(3);
});

test('A finding is not taken for the event that satisfied it, nor for another finding of that event', () => {
  const temporal = (name: string, rules: readonly string[]) =>
    correlation({ name, type: 'temporal', rules, groupBy: ['userIdentity.arn'] });
  const pair = correlation({ ...failures, name: 'pair', bounds: [bound('gte 2')] });
  const both = temporal('both', ['failures', 'failure']);
  const events = [failed(0), failed(2), failed(2)];
  expect(correlate([failures, both], events).map(({ rule }) => rule)).toEqual(['failures', 'both']);
  const two = temporal('two', ['failures', 'pair']);
  const found = correlate([failures, pair, two], events);
  expect(found.map(({ rule }) => rule).toSorted()).toEqual(['failures', 'pair', 'two']);
});

test('A finding and an event of the same second are in order for temporal_ordered', () => {
  const found = correlate([failures, broken], [ended(2), failed(2), failed(2), failed(2)]);
  expect(found.map(({ rule }) => rule)).toEqual(['failures', 'broken']);
});

test('Fields that are not in the group of a finding are those of the event that satisfied it', () => {
  const addresses = correlation({
    name: 'addresses',
    type: 'value_count',
    field: 'sourceIPAddress',
    rules: ['failures'],
    bounds: [bound('gte 2')],
  });
  const from = (arn: string, address: string) =>
    [0, 1, 2].map((second) => match(second, 'failure', by(arn, address)));
  const sorted = (one: string, other: string) =>
    [...from('x', one), ...from('y', other)].toSorted((a, b) => a.time - b.time);
  const rules = [failures, addresses];
  expect(correlate(rules, sorted('198.51.100.7', '198.51.100.7'))).toHaveLength(2);
  expect(correlate(rules, sorted('198.51.100.7', '203.0.113.9'))).toHaveLength(3);
});

test('A finding of few events, known at the end, is a match of another correlation', () => {
  const few = correlation({
    name: 'few',
    rules: ['failure'],
    groupBy: ['userIdentity.arn'],
    bounds: [bound('lt 2')],
  });
  const manyUsers = correlation({ name: 'users', rules: ['few'], bounds: [bound('gte 2')] });
  const found = correlate([few, manyUsers], [failed(0, 'x'), failed(500, 'y')]);
  expect(found.map(({ rule, over }) => [rule, over])).toEqual([
    ['few', 'all'],
    ['few', 'all'],
    ['users', 'window'],
  ]);
});

const create = (...rules: readonly CorrelationRule[]) => createCorrelator(ruleSet(...rules));

test('Correlations that refer to each other in a circle are an error that names them', () => {
  const one = correlation({ name: 'one', rules: ['a', 'two'], bounds: [bound('gte 1')] });
  const two = correlation({ name: 'two', rules: ['one'], bounds: [bound('gte 1')] });
  expect(() => create(one, two)).toThrow(ConfigError);
  expect(() => create(one, two)).toThrow('rules.yml:3: rule one: correlations refer to each');
  expect(() => create(one, two)).toThrow('one → two → one');
});

test.each([
  ['there is no rule named b', { rules: ['b'], bounds: [bound('gte 1')] }],
  ['event_count needs a condition', {}],
  ['value_sum needs a field', { type: 'value_sum', bounds: [bound('gte 1')] }],
  ['needs a percentile', { type: 'value_percentile', field: 'x', bounds: [bound('gte 1')] }],
  ['the timespan is not', { timespan: 0, bounds: [bound('gte 1')] }],
  ['it refers to no rules', { rules: [], bounds: [bound('gte 1')] }],
  ['it lists a rule twice', { rules: ['a', 'a'], type: 'temporal' }],
  ['trailscan.no is not an attribute', { groupBy: ['trailscan.no'], bounds: [bound('gte 1')] }],
  ['event_count cannot have an expression', { expression: expressionOf('a') }],
  [
    'both an expression',
    { type: 'temporal', expression: expressionOf('a'), bounds: [bound('gte 1')] },
  ],
  ['asks for at least one rule', { type: 'temporal_ordered', bounds: [bound('lt 1')] }],
  ['b is not one of the rules', { type: 'temporal', expression: expressionOf('a and b') }],
] as const)('A correlation is refused because %s', (problem, parts) => {
  const rule = correlation({ timespan: minute, ...parts });
  const others = { kind: 'event', name: 'a' } as const;
  const rules = [{ ...rule, ...others, condition: { kind: 'all', conditions: [] } as const }, rule];
  expect(() => createCorrelator(rules)).toThrow(ConfigError);
  expect(() => createCorrelator(rules)).toThrow(problem);
});

test('Two rules of the same name are an error', () => {
  expect(() => createCorrelator([failures, failures])).toThrow('another rule has the same name');
});

test('Findings that one event satisfied are several for a correlation that asks for few', () => {
  const pair = correlation({ ...failures, name: 'pair', bounds: [bound('gte 2')] });
  const one = correlation({ name: 'one', rules: ['failures', 'pair'], bounds: [bound('lt 2')] });
  const found = correlate([failures, pair, one], [failed(0), failed(2), failed(2)]);
  expect(found.map(({ rule }) => rule).toSorted()).toEqual(['failures', 'pair']);
});
