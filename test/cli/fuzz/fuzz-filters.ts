/** The filters of the campaign. */
import {
  access,
  account,
  all,
  category,
  excluding,
  type FuzzFilter,
  flag,
  grep,
  isEventKnown,
  ofCalls,
  outcome,
  serviceOf,
  sourceIn,
  time,
  userOf,
  where,
} from './filter-makers.ts';
import type { MadeEvent } from './made-record.ts';
import {
  anyElement,
  both,
  either,
  exists,
  is,
  isExactly,
  isNot,
  like,
  named,
  not,
  numberIs,
  sameFields,
  textAt,
} from './naive-filters.ts';

const far = ['0000-01-01T00:00:00Z', '+010000-01-01T00:00:00Z'] as const;
const name = ['eventName'] as const;
const bucket = ['requestParameters', 'bucketName'] as const;
const count = ['requestParameters', 'count'] as const;
const region = (event: MadeEvent) => textAt(event, 'awsRegion');
const agent = (event: MadeEvent) => textAt(event, 'userAgent');
const type = (event: MadeEvent) => textAt(event, 'userIdentity', 'type');
const key = (event: MadeEvent) => textAt(event, 'userIdentity', 'accessKeyId');
const error = (event: MadeEvent) => textAt(event, 'errorCode');
const id = (event: MadeEvent) => textAt(event, 'eventID') || textAt(event, 'eventId');
const oneOf =
  (...values: readonly string[]) =>
  (text: string) =>
    values.includes(text);

/** All filters. */
export const fuzzFilters: readonly FuzzFilter[] = [
  { args: [], passes: () => true },
  ofCalls(flag('--service', 's3', serviceOf)),
  ofCalls(
    flag('--service', 'ec2,iam.amazonaws.com', (e) =>
      `${serviceOf(e)}`.replace('iam', 'iam.amazonaws.com'),
    ),
  ),
  ofCalls(excluding('--service', 's3,logs', serviceOf)),
  { args: ['--event', 'PutObject'], passes: (e) => isEventKnown(e, named('PutObject')) },
  {
    args: ['--event', 'delete*,!DeleteTags'],
    passes: (e) => isEventKnown(e, (n) => named('Delete*')(n) && n !== 'DeleteTags'),
  },
  {
    args: ['--event', 'ListFunctions,Zürich*'],
    passes: (e) => isEventKnown(e, named('ListFunctions', 'Zürich*')),
  },
  {
    args: ['--event', 'Insight:ListRoles'],
    passes: (e) => isEventKnown(e, named('Insight:ListRoles')),
  },
  { args: ['--event', '!*Object'], passes: (e) => isEventKnown(e, (n) => !named('*Object')(n)) },
  { args: ['--user', 'ALICE'], passes: userOf },
  { args: ['--user', '!alice'], passes: not(userOf) },
  flag('--identity-type', 'IAMUser', type),
  flag('--identity-type', 'Root,AssumedRole', type),
  flag('--access-key', 'AKIAIOSFODNN7EXAMPLE', key),
  flag('--access-key', 'asia*', key),
  excluding('--access-key', '*', key),
  flag('--region', 'eu-west-1', region),
  flag('--region', 'us-*', region),
  excluding('--region', 'us-east-1', region),
  account('111122223333', oneOf('111122223333')),
  account('!111122223333', (found) => found !== '111122223333'),
  sourceIn('198.51.100.7', oneOf('198.51.100.7')),
  sourceIn('198.51.0.0/16', oneOf('198.51.100.7', '198.51.101.7')),
  sourceIn('2001:db8::/32', (address) => address.toLowerCase().startsWith('2001:db8:')),
  sourceIn('!10.0.0.0/8', (address) => address !== '10.1.2.3'),
  sourceIn('*.amazonaws.com', oneOf('ec2.amazonaws.com')),
  flag('--error', 'AccessDenied', error),
  flag('--error', '*denied*,NoSuchBucket', error),
  flag('--error', '*', error),
  excluding('--error', '*', error),
  outcome('ok'),
  outcome('denied'),
  outcome('failed,denied'),
  category('insight', 'Insight'),
  category('data', 'Data'),
  category('aggregated', 'Aggregated'),
  access('--reads'),
  access('--writes'),
  flag('--event-id', '7*', id),
  { args: ['--user-agent', 'aws-cli'], passes: (e) => agent(e).includes('aws-cli') },
  { args: ['--user-agent', '東京'], passes: (e) => agent(e).includes('東京') },
  time(['--since', '2026-11-18'], '2026-11-18T00:00:00Z', far[1]),
  time(['--until', '2026-11-18T12:30Z'], far[0], '2026-11-18T12:30:00Z'),
  time(['--date', '2026-11-18'], '2026-11-18T00:00:00Z', '2026-11-19T00:00:00Z'),
  time(
    ['--date', '2026-11-18', '--tz', 'Europe/Berlin'],
    '2026-11-17T23:00:00Z',
    '2026-11-18T23:00:00Z',
  ),
  time(
    ['--since', '2026-11-18T08:00:30Z', '--until', '2026-11-18T08:30:00Z'],
    '2026-11-18T08:00:30Z',
    '2026-11-18T08:30:00Z',
  ),
  time(['--last', '48h'], '2026-11-18T00:00:00Z', far[1]),
  grep('"awsRegion":"eu-west-1"'),
  grep('plain|=1\\+1'),
  grep('SVC-backup', 'i'),
  grep('"n":0\\.[0-9]+5'),
  grep('Zürich 東京 .'),
  grep('\\\\r\\\\n"'),
  grep('"bucketName":null|"count":-?\\d'),
  where('$.eventName = PutObject', is(name, oneOf('PutObject'))),
  where('{ $.eventName = "*Object" }', is(name, like('*Object'))),
  where('$.eventName != "Get*"', isNot(name, like('Get*'))),
  where(
    '$.eventName = %^Delete(Tags|X)?%',
    is(name, (text) => text.startsWith('Delete')),
  ),
  where('$.requestParameters.bucketName = logs', is(bucket, oneOf('logs'))),
  where('$.requestParameters.bucketName != logs', isNot(bucket, oneOf('logs'))),
  where('$.requestParameters.bucketName EXISTS', exists(bucket)),
  where('$.requestParameters.bucketName NOT EXISTS', not(exists(bucket))),
  where('$.requestParameters.bucketName IS NULL', isExactly(bucket, null)),
  where(
    '$.requestParameters.count > 5',
    numberIs(count, (n) => n > 5),
  ),
  where(
    '$.requestParameters.count <= 2.5',
    numberIs(count, (n) => n <= 2.5),
  ),
  where(
    '$.requestParameters.count = 7',
    numberIs(count, (n) => n === 7),
  ),
  where('$.requestParameters.on IS TRUE', isExactly(['requestParameters', 'on'], true)),
  where("$.requestParameters['a.b'] = x", is(['requestParameters', 'a.b'], oneOf('x'))),
  where(
    '$.requestParameters.items[0].id = 1',
    numberIs(['requestParameters', 'items', 0, 'id'], (n) => n === 1),
  ),
  where(
    '$.requestParameters.items[*].id = plain',
    is(['requestParameters', 'items', anyElement, 'id'], oneOf('plain')),
  ),
  where('$.requestParameters.toString EXISTS', exists(['requestParameters', 'toString'])),
  where(
    '$.resources[*].ARN = "arn:aws:s3:::logs"',
    is(['resources', anyElement, 'ARN'], oneOf('arn:aws:s3:::logs')),
  ),
  where('$.resources[1].ARN EXISTS', exists(['resources', 1, 'ARN'])),
  where(
    '$.awsRegion IN [eu-west-1, us-west*]',
    is(['awsRegion'], (text) => text === 'eu-west-1' || text.startsWith('us-west')),
  ),
  where(
    'NOT ($.eventName IN [Get*, Put*]) && $.userIdentity.type = IAMUser',
    both(
      not(is(name, (text) => /^(Get|Put)/.test(text))),
      is(['userIdentity', 'type'], oneOf('IAMUser')),
    ),
  ),
  where(
    '$.errorCode EXISTS || ($.awsRegion = us-east-1 && $.readOnly IS FALSE)',
    either(
      exists(['errorCode']),
      both(is(['awsRegion'], oneOf('us-east-1')), isExactly(['readOnly'], false)),
    ),
  ),
  where(
    '$.recipientAccountId = $.userIdentity.accountId',
    sameFields(['recipientAccountId'], ['userIdentity', 'accountId']),
  ),
  where(
    '$.recipientAccountId != $.userIdentity.accountId',
    not(sameFields(['recipientAccountId'], ['userIdentity', 'accountId'])),
  ),
  where('$.note EXISTS', exists(['note'])),
  {
    args: ['--where', '$.awsRegion = eu-west-1', '--where', '$.eventName = CreateUser'],
    passes: either(is(['awsRegion'], oneOf('eu-west-1')), is(name, oneOf('CreateUser'))),
  },
  all(ofCalls(flag('--service', 's3', serviceOf)), outcome('ok'), flag('--region', 'us-*', region)),
  all(
    time(['--since', '2026-11-18'], '2026-11-18T00:00:00Z', far[1]),
    grep('logs'),
    where('$.eventName != "*Tags"', isNot(name, like('*Tags'))),
  ),
];
