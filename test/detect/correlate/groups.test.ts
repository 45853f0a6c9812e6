import { expect, test } from 'vitest';
import { createCorrelator } from '../../../src/detect/correlate/create-correlator.ts';
import { bound, correlate, correlation, match, ruleSet } from './correlation-of.ts';

const twice = (parts: Parameters<typeof correlation>[0]) =>
  correlation({ bounds: [bound('gte 2')], ...parts });
const by = (arn: string, more = {}) => ({ userIdentity: { arn }, ...more });

test('Only events with the same values of all group fields are correlated', () => {
  const rule = twice({ groupBy: ['userIdentity.arn', 'awsRegion'] });
  const found = correlate(rule, [
    match(0, 'a', by('x', { awsRegion: 'eu-west-1' })),
    match(1, 'a', by('x', { awsRegion: 'us-east-1' })),
    match(2, 'a', by('y', { awsRegion: 'us-east-1' })),
    match(3, 'a', by('x', { awsRegion: 'us-east-1' })),
  ]);
  expect(found.map(({ group, first, last }) => ({ group, first, last }))).toEqual([
    { group: { 'userIdentity.arn': 'x', awsRegion: 'us-east-1' }, first: 1000, last: 3000 },
  ]);
});

test('A correlation can group by an attribute', () => {
  const event = { sourceIPAddress: '198.51.100.7' };
  const [finding] = correlate(twice({ groupBy: ['trailscan.source-ip'] }), [
    match(0, 'a', event),
    match(1, 'a', event),
  ]);
  expect(finding?.group).toEqual({ 'trailscan.source-ip': '198.51.100.7' });
});

test('Events with a group field that is missing, null or empty are left out and counted', () => {
  const correlator = createCorrelator(ruleSet(twice({ groupBy: ['userIdentity.accessKeyId'] })));
  for (const userIdentity of [{}, { accessKeyId: null }, { accessKeyId: '' }, {}]) {
    correlator.add(match(0, 'a', { userIdentity }));
  }
  expect(correlator.end()).toEqual([]);
  expect(correlator.report()).toMatchObject([{ matches: 4, withoutGroup: 4 }]);
});

test('An event with several values of a group field belongs to the group of each', () => {
  const found = correlate(twice({ groupBy: ['requestParameters.names'] }), [
    match(0, 'a', { requestParameters: { names: ['x', 'y', 'x'] } }),
    match(1, 'a', { requestParameters: { names: ['y', 'z'] } }),
  ]);
  expect(found.map(({ group, count }) => [group, count])).toEqual([
    [{ 'requestParameters.names': 'y' }, 2],
  ]);
});

test('Of an event with very many values of a group field, only the first hundred are used', () => {
  const names = Array.from({ length: 150 }, (_, index) => `name-${index}`);
  const rule = twice({ groupBy: ['requestParameters.names'], bounds: [bound('gte 1')] });
  const correlator = createCorrelator(ruleSet(rule));
  correlator.add(match(0, 'a', { requestParameters: { names } }));
  expect(correlator.end()).toHaveLength(100);
  expect(correlator.report()).toMatchObject([{ cut: 1 }]);
});

test('An alias stands for another field in each rule', () => {
  const rule = correlation({
    type: 'temporal',
    rules: ['create', 'use'],
    groupBy: ['key'],
    aliases: {
      key: { create: 'responseElements.accessKey.accessKeyId', use: 'userIdentity.accessKeyId' },
    },
  });
  const found = correlate(rule, [
    match(0, 'create', { responseElements: { accessKey: { accessKeyId: 'AKIA1' } } }),
    match(1, 'use', { userIdentity: { accessKeyId: 'AKIA2' } }),
    match(2, 'use', { userIdentity: { accessKeyId: 'AKIA1' } }),
  ]);
  expect(found.map(({ group, last }) => [group, last])).toEqual([[{ key: 'AKIA1' }, 2000]]);
});

test('An event that matches two rules with aliases belongs to the group of each rule', () => {
  const rule = correlation({
    type: 'temporal',
    rules: ['create', 'use'],
    groupBy: ['key'],
    aliases: {
      key: { create: 'responseElements.accessKeyId', use: 'userIdentity.accessKeyId' },
    },
  });
  const createdBy = (one: string, other: string) => ({
    userIdentity: { accessKeyId: one },
    responseElements: { accessKeyId: other },
  });
  // A key that creates the next one, which creates another.
  const found = correlate(rule, [
    match(0, 'create use', createdBy('AKIA1', 'AKIA2')),
    match(1, 'create use', createdBy('AKIA2', 'AKIA3')),
  ]);
  expect(found.map(({ group }) => group)).toEqual([{ key: 'AKIA2' }]);
  expect(found[0]?.events.first.map(({ rules }) => rules)).toEqual([['create'], ['use']]);
});

test('A call that two accounts recorded counts once in a group', () => {
  const shared = (arn: string) => by(arn, { sharedEventID: 'shared' });
  const rule = twice({ groupBy: ['userIdentity.arn'] });
  const twins = [match(0, 'a', shared('x')), match(0, 'a', shared('x'))];
  expect(correlate(rule, twins)).toEqual([]);
  expect(correlate(rule, [...twins, match(1, 'a', by('x'))])).toMatchObject([{ count: 2 }]);
  // In different groups, each counts.
  const apart = [match(0, 'a', shared('x')), match(0, 'a', shared('y'))];
  const each = correlation({ groupBy: ['userIdentity.arn'], bounds: [bound('gte 1')] });
  expect(correlate(each, apart)).toHaveLength(2);
});

test('Twins are also recognized in a group of many events', () => {
  const events = Array.from({ length: 40 }, (_, index) =>
    match(index, 'a', { sharedEventID: `shared-${index}` }),
  );
  const again = events.map(({ event }) => match(40, 'a', event));
  const correlator = createCorrelator(ruleSet(twice({})));
  for (const one of [...events, ...again]) correlator.add(one);
  expect(correlator.end()).toMatchObject([{ count: 40 }]);
  expect(correlator.report()).toMatchObject([{ repeated: 40 }]);
});

test('An event that is delivered twice counts once in a window', () => {
  const again = [match(0, 'a', {}, 'id-1'), match(0, 'a', {}, 'id-2'), match(0, 'a', {}, 'id-1')];
  expect(correlate(twice({ bounds: [bound('gte 3')] }), again)).toEqual([]);
});

test('Long values of a group are shortened, and different ones stay in different groups', () => {
  const long = 'x'.repeat(5000);
  const found = correlate(twice({ groupBy: ['userIdentity.arn'] }), [
    match(0, 'a', by(`${long}1`)),
    match(1, 'a', by(`${long}2`)),
    match(2, 'a', by(`${long}1`)),
  ]);
  expect(found).toMatchObject([{ count: 2, last: 2000 }]);
  const [text = ''] = Object.values(found[0]?.group ?? {});
  expect(text).toMatch(/^x{1000}… \([0-9a-f]+\)$/);
});
