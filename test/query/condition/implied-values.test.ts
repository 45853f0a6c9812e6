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

describe('the values of which an event has one', () => {
  test.each<[string, Condition, FilterAttribute, readonly string[] | undefined]>([
    ['nothing is asked', allOf([]), 'region', undefined],
    ['another attribute is asked for', event('A'), 'region', undefined],
    ['values are asked for', region('a', 'b', 'a'), 'region', ['a', 'b']],
    ['a pattern is asked for', region('a', 'b*'), 'region', undefined],
    ['values are ruled out', not(region('a')), 'region', undefined],
    ['all must hold', allOf([region('a', 'b'), event('A')]), 'region', ['a', 'b']],
    ['several lists must hold', allOf([region('a', 'b', 'c'), region('b', 'd')]), 'region', ['b']],
    ['a list and a pattern', allOf([region('ab', 'b'), region('a*')]), 'region', ['ab']],
    ['some are ruled out', allOf([region('ab', 'b'), not(region('A*'))]), 'region', ['b']],
    ['nothing is left', allOf([region('a'), not(region('a'))]), 'region', []],
    ['nothing can pass', anyOf([]), 'region', []],
    ['one may hold', anyOf([region('a'), allOf([region('b'), event('A')])]), 'region', ['a', 'b']],
    ['one may hold without any', anyOf([region('a'), event('A')]), 'region', undefined],
    ['it is ruled out twice', not(not(region('a'))), 'region', ['a']],
    ['not one of two may fail', not(anyOf([not(region('a')), event('A')])), 'region', ['a']],
    ['text is looked for, too', allOf([region('a'), findsText('x')]), 'region', ['a']],
    // Of several values, each list may be fulfilled by another one.
    [
      'a resource is asked for twice',
      allOf([has('resource', ['i-1']), has('resource', ['i-2', 'i-3'])]),
      'resource',
      ['i-1'],
    ],
    ['networks are asked for', has('source-ip', ['10.0.0.1']), 'source-ip', undefined],
    ['a part of a user agent is asked for', has('user-agent', ['cli']), 'user-agent', undefined],
    // Fields of the record
    ['a field is its region', where('$.awsRegion = "eu-west-1"'), 'region', ['eu-west-1']],
    ['a field is in a list', where('$.awsRegion IN [a, b]'), 'region', ['a', 'b']],
    ['a field is like a region', where('$.awsRegion = "eu-*"'), 'region', undefined],
    ['a field is not it', where('$.awsRegion != "a"'), 'region', undefined],
    ['a field is not it, either', where('NOT ($.awsRegion = a)'), 'region', undefined],
    ['a field may be empty', where('$.awsRegion = ""'), 'region', undefined],
    [
      'a field is an account',
      where('$.recipientAccountId = 012345678901'),
      'account',
      ['012345678901'],
    ],
    ['a field is a service', where('$.eventSource = ec2.amazonaws.com'), 'service', ['ec2']],
    ['a field is a name', where('$.eventName = RunInstances'), 'event', ['RunInstances']],
    ['a field in a field', where('$.userIdentity.type = Root'), 'identity-type', ['Root']],
    ['another field is asked for', where('$.userIdentity.accountId = 1'), 'account', undefined],
    ['a field is another one', where('$.awsRegion = $.eventName'), 'region', undefined],
    ['an expression is asked for', where('$.awsRegion = %a%'), 'region', undefined],
  ])('where %s', (_, condition, attribute, expected) => {
    expect(listValues(impliedValues(condition, attribute))).toEqual(expected);
  });
});

describe('a value may occur', () => {
  test.each<[string, Condition, string]>([
    ['of anything', allOf([]), 'yes yes yes'],
    ['of a list', region('A', 'bb'), 'yes yes no'],
    ['of a pattern', region('b*'), 'no yes no'],
    ['of all but a list', not(region('A', 'bb')), 'no no yes'],
    ['of both', allOf([region('a', 'bb'), not(region('b*'))]), 'yes no no'],
    ['of either', anyOf([region('a'), allOf([region('bb'), event('A')])]), 'yes yes no'],
    ['of either or anything', anyOf([region('a'), event('A')]), 'yes yes yes'],
    ['of none', anyOf([]), 'no no no'],
    ['of a field', where('$.awsRegion = "b*"'), 'no yes no'],
    ['of all but a field', where('NOT ($.awsRegion = bb)'), 'yes yes yes'],
  ])('%s', (_, condition, expected) => {
    const test = mayHave(impliedValues(condition, 'region'));
    expect(['a', 'bb', 'c'].map((value) => (test(value) ? 'yes' : 'no')).join(' ')).toBe(expected);
  });
});

test.each(['$.awsRegion = *', '$.awsRegion = "**"', '$.awsRegion = ""'])(
  'nothing is implied by %s, which an event without a region passes',
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

describe('every event that passes has values as they are implied', () => {
  test('of the fixtures', () => {
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

  test('of any events', () => {
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

test('the time of an event is implied by its text', () => {
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
    expect(matches(event, () => '')).toBe(true);
    expect(values.filter((value) => !may(value))).toEqual([]);
    if (needsValue(implied)) expect(values.length).toBeGreaterThan(0);
    if (inLowerCase) {
      expect(values.some((value) => inLowerCase.includes(value.toLowerCase()))).toBe(true);
    }
  }
  return { isImplied: true, isListed: passing.length > 0 && list !== undefined };
}
