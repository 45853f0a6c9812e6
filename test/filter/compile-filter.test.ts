import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { attributes } from '../../src/event/attributes.ts';
import type { CloudTrailEvent } from '../../src/event/event.ts';
import { compileFilter, type FilterTest } from '../../src/filter/compile-filter.ts';
import { parseWhere } from '../../src/filter/parse-where.ts';
import { anyOf, findsText } from '../../src/query/condition/condition.ts';
import { allEvents, type Filter } from '../../src/query/condition/filter.ts';
import {
  type FilterAttribute,
  filterAttributes,
} from '../../src/query/condition/filter-attributes.ts';
import { createEventRecord } from '../../src/query/event-record.ts';
import { anyEvent } from '../event/any-event.ts';
import { eventOf } from '../event/event-of.ts';
import { isOrdinary, readFixtureEvents } from '../event/fixture-events.ts';
import { reducedTo } from '../event/reduced-to.ts';
import { runs } from '../support/runs.ts';
import { asks, filterOf } from './filter-of.ts';

const fixtures = (await readFixtureEvents()).filter(isOrdinary);

describe('compileFilter', () => {
  it('passes every event if the filter has no conditions', () => {
    const { time, tests, text, matches } = compileFilter(allEvents);
    expect({ time, tests, text }).toEqual({ time: {}, tests: [], text: undefined });
    expect(matches(recordOf({}))).toBe(true);
  });

  it.each<[string, Filter, boolean]>([
    [
      'a range from the time of the event on',
      { ...allEvents, time: { from: Date.parse('2026-11-19T08:00:00Z') } },
      true,
    ],
    [
      'a range from a later time on',
      { ...allEvents, time: { from: Date.parse('2026-11-19T08:00:01Z') } },
      false,
    ],
    [
      'a range up to the time of the event',
      { ...allEvents, time: { to: Date.parse('2026-11-19T08:00:00Z') } },
      false,
    ],
    ['the service of the event', filterOf(asks('service', ['ec2'])), true],
    ['one of several services', filterOf(asks('service', ['s3', 'EC2'])), true],
    ['another service', filterOf(asks('service', ['s3'])), false],
    ['any service except that of the event', filterOf(asks('service', [], ['ec2'])), false],
    [
      'event names except that of the event',
      filterOf(asks('event', ['Desc*'], ['*Regions'])),
      false,
    ],
    ['the network of the source IP', filterOf(asks('source-ip', ['198.51.100.0/24'])), true],
    ['a part of the user agent', filterOf(asks('user-agent', ['CLI'])), true],
    ['a pattern that matches', filterOf(parseWhere('$.awsRegion = us-*')), true],
    ['a pattern that does not match', filterOf(parseWhere('$.awsRegion = eu-*')), false],
    ['an expression that matches', filterOf(findsText('us-west-\\d"')), true],
    [
      'several expressions, one of which matches',
      filterOf(anyOf(['nowhere', 'DescribeRegions'].map(findsText))),
      true,
    ],
    ['an expression that does not match', filterOf(findsText('nowhere')), false],
    [
      'several conditions, one of which does not match',
      filterOf(asks('service', ['ec2']), asks('region', ['eu-west-1']), findsText('ec2')),
      false,
    ],
  ])('tests an event for %s', (_, filter, expected) => {
    const { matches } = compileFilter(filter);
    expect(matches(recordOf({ userAgent: 'aws-cli/2.13.5' }))).toBe(expected);
  });

  it('joins the conditions on the same fields into one test, in the order of the filter', () => {
    const { tests, text } = compileFilter(
      filterOf(
        asks('region', ['us-*'], ['us-east-1']),
        asks('access-key', ['AKIA*']),
        parseWhere('$.a.b = 1 && ($.c[0] = 2 || $.d = 3) && $.a.b != 2'),
      ),
    );
    expect(tests.map(({ reads }) => reads)).toEqual([
      [['awsRegion']],
      [['userIdentity', 'accessKeyId']],
      [['a', 'b']],
      [['c'], ['d']],
    ]);
    expect(text).toBeUndefined();
  });

  it('searches for expressions separately from the tests', () => {
    const { tests, text } = compileFilter(filterOf(findsText('caf\u00e9')));
    expect(tests).toEqual([]);
    expect(text?.matches(recordOf({ userAgent: 'caf\u00e9' }))).toBe(true);
    const escaped = recordOf({ userAgent: 'caf\u00e9' }, '{"userAgent":"caf\\u00e9"}');
    expect(text?.matches(escaped)).toBe(true);
    expect(text?.matches(recordOf({}))).toBe(false);
  });

  it('throws UsageError for an invalid expression', () => {
    expect(() => compileFilter(filterOf(findsText('(')))).toThrow(UsageError);
  });
});

describe.each(filterAttributes)('the test of --%s', (attribute) => {
  const { values } = attributes[attribute];

  it('needs only the fields that it reads, for every event of the fixtures', () => {
    const asked = [...new Set(fixtures.flatMap(values))].slice(0, 20);
    expect(asked.length).toBeGreaterThan(1);
    for (const test of asked.flatMap((value) => testsOf(attribute, value))) {
      const answers = fixtures.map((event) => test.matches(event));
      expect(new Set(answers)).toEqual(new Set([true, false]));
      expect(fixtures.map((event) => onItsFields(test, event))).toEqual(answers);
    }
  });

  it('needs only the fields that it reads, for any event', () => {
    fc.assert(
      fc.property(anyEvent, anyEvent, (event, other) => {
        for (const value of ['*', '*a*', ...values(event), ...values(other)]) {
          for (const test of testsOf(attribute, value)) {
            expect(onItsFields(test, event)).toBe(test.matches(event));
          }
        }
      }),
      { numRuns: runs() },
    );
  });
});

/** Returns the tests whether an event has the value, and whether it does not. */
function testsOf(attribute: FilterAttribute, value: string): readonly FilterTest[] {
  return [asks(attribute, [value]), asks(attribute, [], [value])].flatMap(
    (condition) => compileFilter(filterOf(condition)).tests,
  );
}

function onItsFields({ reads, matches }: FilterTest, event: CloudTrailEvent): boolean {
  return matches(reducedTo(event, reads));
}

function recordOf(fields: Readonly<Record<string, unknown>>, json?: string) {
  const event = eventOf(fields);
  return createEventRecord({ event, json: json ?? JSON.stringify(event), file: 'f', offset: 0 });
}
