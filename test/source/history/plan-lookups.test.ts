import { describe, expect, test } from 'vitest';
import { parseWhere } from '../../../src/filter/parse-where.ts';
import type { FilterAttribute } from '../../../src/query/condition/filter-attributes.ts';
import { planLookups } from '../../../src/source/history/plan-lookups.ts';
import { filterOf, only } from '../../filter/filter-of.ts';

const id = '00000000-0000-4000-8000-000000000001';

describe('the Event history is looked up', () => {
  test.each<[string, readonly Term[], readonly string[]]>([
    ['in full without a filter', [], ['all']],
    ['by an event ID', [['event-id', id]], [`EventId=${id}`]],
    [
      'by an access key',
      [['access-key', 'AKIAIOSFODNN7EXAMPLE']],
      ['AccessKeyId=AKIAIOSFODNN7EXAMPLE'],
    ],
    ['by a user', [['user', 'alice']], ['Username=alice']],
    ['by an event name', [['event', 'RunInstances']], ['EventName=RunInstances']],
    [
      'also by the services that append versions to names, for the name of one of their calls',
      [['event', 'CreateFunction']],
      [
        'EventName=CreateFunction',
        'EventSource=lambda.amazonaws.com',
        'EventSource=cloudfront.amazonaws.com',
      ],
    ],
    [
      'also by the one service that appends versions, if only its events are wanted',
      [
        ['event', 'RunInstances', 'TagResource'],
        ['service', 'lambda'],
      ],
      ['EventName=RunInstances', 'EventName=TagResource', 'EventSource=lambda.amazonaws.com'],
    ],
    [
      'only by the name, if events of services that append versions are not wanted',
      [
        ['event', 'TagResource'],
        ['service', 'ec2'],
      ],
      ['EventName=TagResource'],
    ],
    [
      'only by the name, if it has its version',
      [['event', 'CreateFunction20150331']],
      ['EventName=CreateFunction20150331'],
    ],
    ['by a resource', [['resource', 'i-1']], ['ResourceName=i-1']],
    [
      'by a resource type',
      [['resource-type', 'AWS::EC2::Instance']],
      ['ResourceType=AWS::EC2::Instance'],
    ],
    [
      'by a resource type rather than by a service',
      [
        ['service', 'ec2'],
        ['resource-type', 'AWS::EC2::Instance'],
      ],
      ['ResourceType=AWS::EC2::Instance'],
    ],
    ['in full for a pattern of resource types', [['resource-type', 'AWS::EC2::*']], ['all']],
    ['by a service', [['service', 'ec2']], ['EventSource=ec2.amazonaws.com']],
    ['by read access', [['access', 'read']], ['ReadOnly=true']],
    ['by write access', [['access', 'write']], ['ReadOnly=false']],
    [
      'once for each of several values',
      [['event', 'RunInstances', 'StopInstances']],
      ['EventName=RunInstances', 'EventName=StopInstances'],
    ],
    [
      'by the attribute whose values the fewest events share',
      [
        ['access', 'write'],
        ['service', 'ec2'],
        ['event', 'RunInstances'],
        ['access-key', 'AKIAIOSFODNN7EXAMPLE'],
      ],
      ['AccessKeyId=AKIAIOSFODNN7EXAMPLE'],
    ],
    [
      'by an event name rather than by a resource, since not all resources are listed',
      [
        ['event', 'RunInstances'],
        ['resource', 'i-1'],
      ],
      ['EventName=RunInstances'],
    ],
    [
      'by another attribute when one has a pattern',
      [
        ['event', 'Run*'],
        ['service', 'ec2'],
      ],
      ['EventSource=ec2.amazonaws.com'],
    ],
    ['in full for a pattern among the values', [['event', 'RunInstances', 'Stop*']], ['all']],
    ['in full for an excluded value', [['event', '!RunInstances']], ['all']],
    ["in full for a name that is not in AWS's spelling", [['event', 'runinstances']], ['all']],
    ['in full for an ID in another case', [['event-id', 'E-1']], ['all']],
    ['in full for root, which may be listed under an alias', [['user', 'root']], ['all']],
    ['in full for an attribute that the API does not have', [['source-ip', '192.0.2.66']], ['all']],
    ['in full when there are too many values', [['user', ...numbered(51)]], ['all']],
    ['for Insight events', [['category', 'insight']], ['insight all']],
    [
      'for management and Insight events',
      [['category', 'insight', 'management']],
      ['all', 'insight all'],
    ],
    [
      'for Insight events when management events are excluded',
      [['category', '!management']],
      ['insight all'],
    ],
    ['for management events by a pattern', [['category', 'man*']], ['all']],
    [
      'for Insight events without the attributes that the API does not take for them',
      [
        ['category', 'insight'],
        ['access', 'write'],
        ['event', 'RunInstances'],
      ],
      ['insight all'],
    ],
    [
      'for an Insight event by its ID',
      [
        ['category', 'insight'],
        ['event-id', id],
      ],
      [`insight EventId=${id}`],
    ],
    ['not at all for categories that it does not hold', [['category', 'data']], []],
  ])('%s', (_, terms, expected) => {
    expect(plan(terms).lookups.map(shown)).toEqual(expected);
  });

  test.each<[string, string, readonly string[]]>([
    ['by a name in a condition', '$.eventName = RunInstances', ['EventName=RunInstances']],
    [
      'once for each value of a list in a condition',
      '$.eventName IN [RunInstances, StopInstances] && $.awsRegion EXISTS',
      ['EventName=RunInstances', 'EventName=StopInstances'],
    ],
    [
      'by a service in a condition',
      '$.eventSource = ec2.amazonaws.com',
      ['EventSource=ec2.amazonaws.com'],
    ],
    [
      'by an attribute that all alternatives of a condition have',
      '$.eventName = RunInstances && $.a = b || $.eventName = StopInstances',
      ['EventName=RunInstances', 'EventName=StopInstances'],
    ],
    [
      'in full when an alternative of a condition allows any name',
      '$.eventName = RunInstances || $.a = b',
      ['all'],
    ],
    ['in full for a negated condition', 'NOT ($.eventName = RunInstances)', ['all']],
    ['not at all when no event can pass', '$.eventName IN [A, B] && $.eventName IN [C]', []],
  ])('%s', (_, pattern, expected) => {
    expect(planLookups(filterOf(parseWhere(pattern))).lookups.map(shown)).toEqual(expected);
  });

  test('by a value only if it is not excluded', () => {
    expect(plan([['event', 'RunInstances', 'StopInstances', '!Stop*']]).lookups.map(shown)).toEqual(
      ['EventName=RunInstances'],
    );
  });

  test('by both suffixes of a service in China', () => {
    const lookups = plan([['service', 'ec2']], 'cn-north-1').lookups.map(shown);
    expect(lookups).toEqual(['EventSource=ec2.amazonaws.com', 'EventSource=ec2.amazonaws.com.cn']);
  });
});

describe('the plan of a lookup', () => {
  test.each<[string, readonly Term[], string | undefined]>([
    ['has no note for all management events', [], undefined],
    ['notes that the history has no data events', [['category', 'data']], 'others are in trails'],
    [
      'notes that the history does not have all of the categories',
      [['category', 'management', 'data']],
      'others are in trails',
    ],
    ['has no note for excluded categories', [['category', '!data']], undefined],
    [
      'notes that events of a resource may be missed',
      [['resource', 'i-1']],
      'looked up by resource name',
    ],
    ['notes that events of a user may be missed', [['user', 'alice']], 'looked up by user name'],
  ])('%s', (_, terms, expected) => {
    const { notes } = plan(terms);
    if (expected === undefined) expect(notes).toEqual([]);
    else expect(notes).toEqual([expect.stringContaining(expected)]);
  });
});

type Term = readonly [attribute: FilterAttribute, ...values: string[]];

/** Plans the lookups for these terms. A value with `!` is excluded. */
function plan(terms: readonly Term[], region?: string) {
  const conditions = terms.map(([attribute, ...values]) => only(attribute, ...values));
  return planLookups(filterOf(...conditions), region);
}

function shown({ attribute, insight }: ReturnType<typeof plan>['lookups'][number]): string {
  const by = attribute ? `${attribute.key}=${attribute.value}` : 'all';
  return insight ? `insight ${by}` : by;
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `user-${n}`);
}
