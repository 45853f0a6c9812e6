import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attributes } from '../../../src/event/attributes.ts';
import { compileCondition } from '../../../src/filter/compile-condition.ts';
import { compileFilter } from '../../../src/filter/compile-filter.ts';
import { parseWhere } from '../../../src/filter/parse-where.ts';
import {
  allOf,
  anyOf,
  type Condition,
  findsText,
  has,
  not,
} from '../../../src/query/condition/condition.ts';
import {
  type FilterAttribute,
  filterAttributes,
} from '../../../src/query/condition/filter-attributes.ts';
import { impliedTime } from '../../../src/query/condition/implied-time.ts';
import { impliedValues } from '../../../src/query/condition/implied-values.ts';
import { listValues, mayHave, needsValue } from '../../../src/query/condition/possible-values.ts';
import { createEventRecord } from '../../../src/query/event-record.ts';
import { anyEvent } from '../../event/any-event.ts';
import { eventOf } from '../../event/event-of.ts';
import { readFixtureEvents } from '../../event/fixture-events.ts';
import { conditionsAbout } from '../../filter/conditions-about.ts';
import { filterOf } from '../../filter/filter-of.ts';
import { runs } from '../../support/runs.ts';

const region = (...patterns: string[]) => has('region', patterns);
const event = (...patterns: string[]) => has('event', patterns);
const where = parseWhere;

describe('the list of possible values', () => {
  test.each<[string, Condition, FilterAttribute, readonly string[] | undefined]>([
    ['the condition is empty', allOf([]), 'region', undefined],
    ['only another attribute is tested', event('A'), 'region', undefined],
    ['values are listed', region('a', 'b', 'a'), 'region', ['a', 'b']],
    ['one of the values is a pattern', region('a', 'b*'), 'region', undefined],
    ['values are excluded', not(region('a')), 'region', undefined],
    ['all conditions must hold', allOf([region('a', 'b'), event('A')]), 'region', ['a', 'b']],
    ['several lists must match', allOf([region('a', 'b', 'c'), region('b', 'd')]), 'region', ['b']],
    ['a list and a pattern must match', allOf([region('ab', 'b'), region('a*')]), 'region', ['ab']],
    ['some values are excluded', allOf([region('ab', 'b'), not(region('A*'))]), 'region', ['b']],
    ['all values are excluded', allOf([region('a'), not(region('a'))]), 'region', []],
    ['no event can pass', anyOf([]), 'region', []],
    [
      'either condition may hold',
      anyOf([region('a'), allOf([region('b'), event('A')])]),
      'region',
      ['a', 'b'],
    ],
    ['a condition without a value may hold', anyOf([region('a'), event('A')]), 'region', undefined],
    ['a value is negated twice', not(not(region('a'))), 'region', ['a']],
    [
      'neither of two negated conditions may hold',
      not(anyOf([not(region('a')), event('A')])),
      'region',
      ['a'],
    ],
    ['text must match as well', allOf([region('a'), findsText('x')]), 'region', ['a']],
    // With several values, each list may be matched by a different one.
    [
      'two lists of resources must match',
      allOf([has('resource', ['i-1']), has('resource', ['i-2', 'i-3'])]),
      'resource',
      ['i-1'],
    ],
    ['addresses are listed', has('source-ip', ['10.0.0.1']), 'source-ip', undefined],
    ['a part of a user agent must match', has('user-agent', ['cli']), 'user-agent', undefined],
    // Fields of the record
    ['a field equals a Region', where('$.awsRegion = "eu-west-1"'), 'region', ['eu-west-1']],
    ['a field is in a list', where('$.awsRegion IN [a, b]'), 'region', ['a', 'b']],
    ['a field matches a pattern', where('$.awsRegion = "eu-*"'), 'region', undefined],
    ['a field differs from a value', where('$.awsRegion != "a"'), 'region', undefined],
    ['equality of a field is negated', where('NOT ($.awsRegion = a)'), 'region', undefined],
    ['a field equals an empty text', where('$.awsRegion = ""'), 'region', undefined],
    [
      'a field equals an account ID',
      where('$.recipientAccountId = 012345678901'),
      'account',
      ['012345678901'],
    ],
    ['a field equals a service', where('$.eventSource = ec2.amazonaws.com'), 'service', ['ec2']],
    [
      'a field equals an event name',
      where('$.eventName = RunInstances'),
      'event',
      ['RunInstances'],
    ],
    [
      'a nested field equals a value',
      where('$.userIdentity.type = Root'),
      'identity-type',
      ['Root'],
    ],
    [
      'an unrelated field equals a value',
      where('$.userIdentity.accountId = 1'),
      'account',
      undefined,
    ],
    ['a field equals another field', where('$.awsRegion = $.eventName'), 'region', undefined],
    ['a field matches an expression', where('$.awsRegion = %a%'), 'region', undefined],
  ])('is right when %s', (_, condition, attribute, expected) => {
    expect(listValues(impliedValues(condition, attribute))).toEqual(expected);
  });
});

describe('the values that may occur', () => {
  test.each<[string, Condition, string]>([
    ['an empty condition', allOf([]), 'yes yes yes'],
    ['a list', region('A', 'bb'), 'yes yes no'],
    ['a pattern', region('b*'), 'no yes no'],
    ['a negated list', not(region('A', 'bb')), 'no no yes'],
    ['a list and a negated pattern', allOf([region('a', 'bb'), not(region('b*'))]), 'yes no no'],
    ['either of two lists', anyOf([region('a'), allOf([region('bb'), event('A')])]), 'yes yes no'],
    ['a list or another attribute', anyOf([region('a'), event('A')]), 'yes yes yes'],
    ['a condition that never holds', anyOf([]), 'no no no'],
    ['a pattern of a field', where('$.awsRegion = "b*"'), 'no yes no'],
    ['a negated field', where('NOT ($.awsRegion = bb)'), 'yes yes yes'],
  ])('are right for %s', (_, condition, expected) => {
    const test = mayHave(impliedValues(condition, 'region'));
    expect(['a', 'bb', 'c'].map((value) => (test(value) ? 'yes' : 'no')).join(' ')).toBe(expected);
  });
});

test.each(['$.awsRegion = *', '$.awsRegion = "**"', '$.awsRegion = ""'])(
  '%s implies nothing, because an event without a Region passes it',
  (pattern) => {
    const condition = where(pattern);
    const passing = recordOf(eventOf({ awsRegion: '' }));
    expect(compileFilter(filterOf(condition)).matches(passing)).toBe(true);
    expect(attributes.region.values(passing.event)).toEqual([]);
    expect(impliedValues(condition, 'region')).toBeUndefined();
  },
);

const fixtures = await readFixtureEvents();
const records = fixtures.filter((_, index) => index % 7 === 0).map(recordOf);

describe('the implied values hold for every event that passes a condition,', () => {
  test('among the fixtures', () => {
    let implied = 0;
    let lists = 0;
    fc.assert(
      fc.property(conditionsAbout(fixtures), (condition) => {
        const { matches } = compileFilter(filterOf(condition));
        const passing = records.filter(matches);
        for (const attribute of filterAttributes) {
          const counted = expectImplied(condition, attribute, passing);
          implied += Number(counted.isImplied);
          lists += Number(counted.isListed);
        }
        const time = impliedTime(filterOf(condition));
        for (const record of passing) {
          expect(
            record.time >= (time.from ?? -Infinity) && record.time < (time.to ?? Infinity),
          ).toBe(true);
        }
      }),
      { numRuns: runs(1000) },
    );
    expect(implied).toBeGreaterThan(200);
    expect(lists).toBeGreaterThan(50);
  });

  test('among arbitrary events', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyEvent, { minLength: 2, maxLength: 5 })
          .chain((events) => fc.tuple(fc.constant(events), conditionsAbout(events))),
        ([events, condition]) => {
          const { matches } = compileFilter(filterOf(condition));
          const passing = events.map(recordOf).filter(matches);
          for (const attribute of filterAttributes) expectImplied(condition, attribute, passing);
        },
      ),
      { numRuns: runs(500) },
    );
  });
});

test('a condition on the text of eventTime implies a time range', () => {
  const time = { from: Date.parse('2026-11-19'), to: Date.parse('2026-11-20') };
  const at = (text: string) => Date.parse(text);
  const of = (pattern: string) => impliedTime({ time, when: where(pattern) });
  expect(of('$.eventName = x')).toEqual(time);
  expect(of('$.eventTime = "2026-11-19T08:00:00Z"')).toEqual({
    from: at('2026-11-19T08:00:00Z'),
    to: at('2026-11-19T08:00:00Z') + 1,
  });
  expect(of('$.eventTime IN ["2026-11-19T08:00:00Z", "2026-11-19T09:00:00Z"]')).toEqual({
    from: at('2026-11-19T08:00:00Z'),
    to: at('2026-11-19T09:00:00Z') + 1,
  });
  expect(of('$.eventTime = "2026-11-19T08:00:00Z" || $.a = x')).toEqual(time);
  expect(of('$.eventTime = "2026-11-18*"')).toEqual(time);
  expect(of('$.eventTime != "2026-11-19T08:00:00Z"')).toEqual(time);
  expect(of('NOT ($.eventTime = "2026-11-19T08:00:00Z")')).toEqual(time);
});

function recordOf(event: ReturnType<typeof eventOf>) {
  return createEventRecord({ event, json: JSON.stringify(event), file: 'f', offset: 0 });
}

function expectImplied(
  condition: Condition,
  attribute: FilterAttribute,
  passing: readonly ReturnType<typeof recordOf>[],
) {
  const implied = impliedValues(condition, attribute);
  const list = listValues(implied);
  if (!implied) return { isImplied: false, isListed: false };
  const inLowerCase = list?.map((value) => value.toLowerCase());
  const { matches } = compileCondition(implied);
  const may = mayHave(implied);
  for (const { event } of passing) {
    const values = attributes[attribute].values(event);
    expect(matches({ event, text: () => '' })).toBe(true);
    expect(values.filter((value) => !may(value))).toEqual([]);
    if (needsValue(implied)) expect(values.length).toBeGreaterThan(0);
    if (inLowerCase) {
      expect(values.some((value) => inLowerCase.includes(value.toLowerCase()))).toBe(true);
    }
  }
  return { isImplied: true, isListed: passing.length > 0 && list !== undefined };
}
