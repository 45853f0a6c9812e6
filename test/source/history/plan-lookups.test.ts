import { describe, expect, test } from 'vitest';
import { parseWhere } from '../../../src/filter/parse-where.ts';
import type { FilterAttribute } from '../../../src/query/condition/filter-attributes.ts';
import { planLookups } from '../../../src/source/history/plan-lookups.ts';
import { filterOf, only } from '../../filter/filter-of.ts';

const id = '00000000-0000-4000-8000-000000000001';

describe('what is asked for', () => {
  test.each<[string, readonly Asked[], readonly string[]]>([
    ['all without a filter', [], ['all']],
    ['an event ID', [['event-id', id]], [`EventId=${id}`]],
    [
      'an access key',
      [['access-key', 'AKIAIOSFODNN7EXAMPLE']],
      ['AccessKeyId=AKIAIOSFODNN7EXAMPLE'],
    ],
    ['a user', [['user', 'alice']], ['Username=alice']],
    ['an event name', [['event', 'RunInstances']], ['EventName=RunInstances']],
    ['a resource', [['resource', 'i-1']], ['ResourceName=i-1']],
    [
      'a type of resource',
      [['resource-type', 'AWS::EC2::Instance']],
      ['ResourceType=AWS::EC2::Instance'],
    ],
    [
      'by a type of resource rather than by a service',
      [
        ['service', 'ec2'],
        ['resource-type', 'AWS::EC2::Instance'],
      ],
      ['ResourceType=AWS::EC2::Instance'],
    ],
    ['all for a pattern of types', [['resource-type', 'AWS::EC2::*']], ['all']],
    ['a service', [['service', 'ec2']], ['EventSource=ec2.amazonaws.com']],
    ['reads', [['access', 'read']], ['ReadOnly=true']],
    ['writes', [['access', 'write']], ['ReadOnly=false']],
    [
      'each of several values',
      [['event', 'RunInstances', 'StopInstances']],
      ['EventName=RunInstances', 'EventName=StopInstances'],
    ],
    [
      'by the attribute of which fewest events have one value',
      [
        ['access', 'write'],
        ['service', 'ec2'],
        ['event', 'RunInstances'],
        ['access-key', 'AKIAIOSFODNN7EXAMPLE'],
      ],
      ['AccessKeyId=AKIAIOSFODNN7EXAMPLE'],
    ],
    [
      'by an event name rather than by a resource, of which not all are listed',
      [
        ['event', 'RunInstances'],
        ['resource', 'i-1'],
      ],
      ['EventName=RunInstances'],
    ],
    [
      'by another attribute where one has a pattern',
      [
        ['event', 'Run*'],
        ['service', 'ec2'],
      ],
      ['EventSource=ec2.amazonaws.com'],
    ],
    ['all for a pattern among the values', [['event', 'RunInstances', 'Stop*']], ['all']],
    ['all for what is not wanted', [['event', '!RunInstances']], ['all']],
    ['all for a name that AWS would not write so', [['event', 'runinstances']], ['all']],
    ['all for an ID in another case', [['event-id', 'E-1']], ['all']],
    ['all for root, who may go by an alias', [['user', 'root']], ['all']],
    ['all for what the API cannot be asked for', [['source-ip', '192.0.2.66']], ['all']],
    ['all for more values than that is worth', [['user', ...numbered(51)]], ['all']],
    ['Insight events', [['category', 'insight']], ['insight all']],
    [
      'management and Insight events',
      [['category', 'insight', 'management']],
      ['all', 'insight all'],
    ],
    [
      'Insight events where management events are unwanted',
      [['category', '!management']],
      ['insight all'],
    ],
    ['management events by a pattern', [['category', 'man*']], ['all']],
    [
      'Insight events by nothing that they cannot be asked for by',
      [
        ['category', 'insight'],
        ['access', 'write'],
        ['event', 'RunInstances'],
      ],
      ['insight all'],
    ],
    [
      'an Insight event by its ID',
      [
        ['category', 'insight'],
        ['event-id', id],
      ],
      [`insight EventId=${id}`],
    ],
    ['nothing of what the history lacks', [['category', 'data']], []],
  ])('%s', (_, terms, expected) => {
    expect(plan(terms).lookups.map(shown)).toEqual(expected);
  });

  test.each<[string, string, readonly string[]]>([
    ['the name in a pattern', '$.eventName = RunInstances', ['EventName=RunInstances']],
    [
      'each of a list',
      '$.eventName IN [RunInstances, StopInstances] && $.awsRegion EXISTS',
      ['EventName=RunInstances', 'EventName=StopInstances'],
    ],
    ['a service', '$.eventSource = ec2.amazonaws.com', ['EventSource=ec2.amazonaws.com']],
    [
      'what all alternatives have in common',
      '$.eventName = RunInstances && $.a = b || $.eventName = StopInstances',
      ['EventName=RunInstances', 'EventName=StopInstances'],
    ],
    [
      'all where an alternative may be of any name',
      '$.eventName = RunInstances || $.a = b',
      ['all'],
    ],
    ['all for what is not wanted', 'NOT ($.eventName = RunInstances)', ['all']],
    ['nothing where no event can pass', '$.eventName IN [A, B] && $.eventName IN [C]', []],
  ])('%s', (_, pattern, expected) => {
    expect(planLookups(filterOf(parseWhere(pattern))).lookups.map(shown)).toEqual(expected);
  });

  test('a value only if it is not ruled out', () => {
    expect(plan([['event', 'RunInstances', 'StopInstances', '!Stop*']]).lookups.map(shown)).toEqual(
      ['EventName=RunInstances'],
    );
  });

  test('in China, both suffixes of a service', () => {
    const asked = plan([['service', 'ec2']], 'cn-north-1').lookups.map(shown);
    expect(asked).toEqual(['EventSource=ec2.amazonaws.com', 'EventSource=ec2.amazonaws.com.cn']);
  });
});

describe('what the user is told', () => {
  test.each<[string, readonly Asked[], string | undefined]>([
    ['nothing of all management events', [], undefined],
    ['that the history lacks data events', [['category', 'data']], 'others are in trails'],
    [
      'that it lacks some of the categories',
      [['category', 'management', 'data']],
      'others are in trails',
    ],
    ['nothing of categories that are unwanted', [['category', '!data']], undefined],
    ['that resources may be missed', [['resource', 'i-1']], 'looked up by resource name'],
    ['that users may be missed', [['user', 'alice']], 'looked up by user name'],
  ])('%s', (_, terms, expected) => {
    const { notes } = plan(terms);
    if (expected === undefined) expect(notes).toEqual([]);
    else expect(notes).toEqual([expect.stringContaining(expected)]);
  });
});

type Asked = readonly [attribute: FilterAttribute, ...values: string[]];

/** A value with `!` is unwanted. */
function plan(asked: readonly Asked[], region?: string) {
  const terms = asked.map(([attribute, ...values]) => only(attribute, ...values));
  return planLookups(filterOf(...terms), region);
}

function shown({ attribute, insight }: ReturnType<typeof plan>['lookups'][number]): string {
  const by = attribute ? `${attribute.key}=${attribute.value}` : 'all';
  return insight ? `insight ${by}` : by;
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `user-${n}`);
}
