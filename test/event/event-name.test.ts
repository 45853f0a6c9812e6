import { expect, test } from 'vitest';
import { attributes } from '../../src/event/attributes.ts';
import { eventNamesFor, mayHaveVersion, withoutVersion } from '../../src/event/event-name.ts';
import { eventOf } from './event-of.ts';

test.each([
  ['CreateFunction20150331', 'CreateFunction'],
  ['UpdateFunctionCode20150331v2', 'UpdateFunctionCode'],
  ['GetFunctionConfiguration20150331v2', 'GetFunctionConfiguration'],
  ['ListFunctions20150331', 'ListFunctions'],
  ['AddPermission20150331v2', 'AddPermission'],
  ['PublishVersion20150331', 'PublishVersion'],
  ['PublishLayerVersion20181031', 'PublishLayerVersion'],
  ['CreateEventSourceMapping20150331', 'CreateEventSourceMapping'],
  ['GetPolicy20150331v2', 'GetPolicy'],
  ['UpdateAlias20150331', 'UpdateAlias'],
  ['TagResource20170331v2', 'TagResource'],
  ['GetAccountSettings20160819', 'GetAccountSettings'],
  ['Invoke20150331', 'Invoke'],
  ['PutProvisionedConcurrencyConfig20190930', 'PutProvisionedConcurrencyConfig'],
  ['CreateDistribution2020_05_31', 'CreateDistribution'],
  ['CreateInvalidation2016_09_29', 'CreateInvalidation'],
  ['UpdateCloudFrontOriginAccessIdentity2014_11_06', 'UpdateCloudFrontOriginAccessIdentity'],
])('the name %s is %s without its version, and is found by both', (recorded, name) => {
  expect(withoutVersion(recorded)).toBe(name);
  expect(mayHaveVersion(name)).toBe(true);
  expect(attributes.event.show(eventOf({ eventName: recorded }))).toBe(name);
  expect(attributes.event.values(eventOf({ eventName: recorded }))).toEqual([name, recorded]);
});

test.each([
  'CreateFunction',
  'RunInstances',
  'RunInstances20150331',
  '20150331',
  'CreateFunction2015',
  'CreateFunction201503312015033',
  'CreateFunction-20150331',
  'Insight:CreateFunction20150331',
  `${'CreateFunction'.repeat(100_000)}20150331`,
  '',
])('the name %.40s has no version', (name) => {
  expect(withoutVersion(name)).toBe(name);
});

test.each([
  ['ListAllMyBuckets', ['ListAllMyBuckets', 'ListBuckets', 'ListDirectoryBuckets']],
  ['listallmybuckets', ['listallmybuckets', 'ListBuckets', 'ListDirectoryBuckets']],
  ['InvokeFunction', ['InvokeFunction', 'Invoke', 'InvokeAsync', 'InvokeWithResponseStream']],
  ['ReEncryptFrom', ['ReEncryptFrom', 'ReEncrypt']],
  ['run-instances', ['run-instances', 'RunInstances']],
  ['describe_db_instances', ['describe_db_instances', 'DescribeDbInstances']],
  ['RunInstances', ['RunInstances']],
  ['runinstances', ['runinstances']],
  ['constructor', ['constructor']],
  ['REST.GET.OBJECT', ['REST.GET.OBJECT']],
])('the typed name %s means the events %j', (typed, names) => {
  expect(eventNamesFor(typed)).toEqual(names);
});
