/**
 * Makes the members of events, with fields missing, null or of another type.
 *
 * Values whose meaning the filters ask for (accounts, the user alice, error codes …) are drawn from
 * short lists, so that every filter finds some events and misses others.
 */
import { hex, pick, pickByShare, type Random, uuid } from '../../../bench/random.ts';
import { Members, Verbatim } from './json-text.ts';
import { oddText, oddValue, userIdentity } from './made-values.ts';

/** A member of an object. */
export type Member = readonly [string, unknown];

/** The members of an event of an API call or sign-in. */
export function call(random: Random): readonly Member[] {
  const members: Member[] = [
    ['eventVersion', pick(random, ['1.08', '1.11', '1.0', null])],
    ['userIdentity', userIdentity(random)],
    ['eventTime', eventTime(random)],
    ['eventSource', `${pick(random, ['s3', 'ec2', 'iam', 'logs', 'sts'])}.amazonaws.com`],
    ['eventName', pick(random, eventNames)],
    ...field(random, 'awsRegion', ['eu-west-1', 'us-east-1', 'us-west-2', null, '']),
    ...field(random, 'sourceIPAddress', addresses),
    ...field(random, 'userAgent', [...agents, oddText(random)]),
    ...errors(random),
    ...some(random, 0.8, ['requestParameters', requestParameters(random)]),
    ...some(random, 0.5, ['responseElements', pick(random, [null, { ok: 1 }, {}])]),
    ...some(random, 0.2, ['additionalEventData', { note: oddText(random) }]),
    ['requestID', uuid(random)],
    ...some(random, 0.95, ['eventID', pickByShare(random, eventIds)(random)]),
    ...some(random, 0.7, ['readOnly', pick(random, [true, false, 'true', 'false', null])]),
    ...some(random, 0.2, ['resources', resources(random)]),
    ...some(random, 0.1, ['note', oddValue(random)]),
    ...some(random, 0.1, [oddText(random), oddValue(random)]),
    ...field(random, 'eventCategory', ['Management', 'Data', 'NetworkActivity', null]),
    ...field(random, 'eventType', ['AwsApiCall', 'AwsServiceEvent', null]),
    ...some(random, 0.7, ['recipientAccountId', pick(random, ['111122223333', '444455556666'])]),
  ];
  const named = members.filter(([key], index) => members.findIndex(([k]) => k === key) === index);
  const again: readonly Member[] =
    random() < 0.05 ? [['awsRegion', pick(random, ['eu-west-1', 'us-west-2'])]] : [];
  const all = [...named, ...again];
  return random() < 0.2 ? all.sort(([a], [b]) => (a < b ? -1 : 1)) : all;
}

/** A member of one of these values; often missing. */
function field(random: Random, key: string, values: readonly unknown[]): readonly Member[] {
  return some(random, 0.85, [key, pick(random, values)]);
}

function some(random: Random, share: number, member: Member): readonly Member[] {
  return random() < share ? [member] : [];
}

const eventNames = [
  'PutObject',
  'GetObject',
  'RunInstances',
  'DeleteBucket',
  'DeleteTags',
  'CreateUser',
  'ListFunctions20150331',
  'Zürich "東京"\n',
];

const addresses = [
  '198.51.100.7',
  '198.51.101.7',
  '10.1.2.3',
  '2001:db8::7',
  '2001:DB8:0:0:0:0:0:8',
  'ec2.amazonaws.com',
  'AWS Internal',
  null,
  '',
];

const agents = ['aws-cli/2.22.4 md/x', 'Boto3/1.26', 'Mozilla/5.0 (X11)', '', null];

const eventIds: readonly (readonly [(random: Random) => unknown, number])[] = [
  [uuid, 0.9],
  [() => '', 0.02],
  [() => null, 0.02],
  [(random) => `${oddText(random)}${hex(random, 8)}`, 0.06],
];

function eventTime(random: Random): string {
  const day = pick(random, ['2026-11-17', '2026-11-18', '2026-11-18', '2026-11-19']);
  const clock = () => Math.floor(random() * 60);
  const two = (value: number) => String(value).padStart(2, '0');
  const time = `${day}T${two(clock() % 24)}:${two(clock())}`;
  const seconds = pick(random, ['', `:${two(clock())}`, `:${two(clock())}.${clock()}`, ':00'], 0.3);
  if (random() < 0.02) return pick(random, ['1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z']);
  return `${time}${seconds}${random() < 0.9 ? 'Z' : pick(random, ['+01:00', '-05:30', '+0100'])}`;
}

/** A message always comes with a code: without one, it could mean anything. */
function errors(random: Random): readonly Member[] {
  if (random() < 0.6) return random() < 0.2 ? [['errorCode', pick(random, [null, ''])]] : [];
  const code = pick(random, [
    'AccessDenied',
    'AccessDeniedException',
    'Client.UnauthorizedOperation',
    'NoSuchBucket',
    'ThrottlingException',
  ]);
  return [['errorCode', code], ...some(random, 0.5, ['errorMessage', oddText(random)])];
}

function requestParameters(random: Random): unknown {
  return pick<() => unknown>(random, [
    () => null,
    () => 'HIDDEN_DUE_TO_SECURITY_REASONS',
    () => ({
      bucketName: pick(random, ['logs', 'Logs', 'backup-1', oddText(random), null, 7, {}]),
    }),
    () => ({ count: pick(random, [1, 5, 7, -3, 2.5, '7', null, new Verbatim('1e400')]) }),
    () => ({ bucketName: oddValue(random), items: [{ id: 1 }, { id: oddValue(random) }, 5] }),
    () => ({ 'a.b': pick(random, ['x', 'y', null]), on: pick(random, [true, false, 'true']) }),
    () =>
      new Members([
        ['bucketName', 'first'],
        ['key', oddText(random)],
        ['bucketName', pick(random, ['logs', 'last'])],
      ]),
    () => ({ deep: nested(pick(random, [3, 40, 900])) }),
    () => ({ __proto: 1, constructor: 'x', toString: oddText(random) }),
  ])();
}

function resources(random: Random): unknown {
  return pick(random, [
    null,
    [],
    [{ ARN: 'arn:aws:s3:::logs', type: 'AWS::S3::Bucket' }],
    [{ ARN: 'arn:aws:s3:::other' }, { ARN: 'arn:aws:s3:::logs', accountId: '444455556666' }],
    [{ ARN: null, accountId: null }],
  ]);
}

/** The members of an Insight event, which has no name and no caller. */
export function insight(random: Random): readonly Member[] {
  return [
    ['eventVersion', '1.08'],
    ['eventTime', eventTime(random)],
    ['awsRegion', 'us-east-1'],
    ['eventID', uuid(random)],
    ['eventType', 'AwsCloudTrailInsight'],
    ['recipientAccountId', '111122223333'],
    ['requestID', uuid(random)],
    [
      'insightDetails',
      {
        state: 'Start',
        eventSource: 's3.amazonaws.com',
        eventName: pick(random, ['PutObject', 'ListRoles']),
        insightType: 'ApiCallRateInsight',
      },
    ],
    ['eventCategory', 'Insight'],
  ];
}

/** The members of an aggregated event, which has a window of time. */
export function aggregated(random: Random): readonly Member[] {
  return [
    ['eventVersion', '1.0'],
    ['accountId', '444455556666'],
    ['eventId', uuid(random)],
    ['eventCategory', 'Aggregated'],
    ['eventType', 'AwsAggregatedEvent'],
    ['awsRegion', pick(random, ['us-east-1', 'eu-west-1'])],
    ['eventSource', 's3.amazonaws.com'],
    [
      'timeWindow',
      {
        windowStart: '2026-11-18T02:30:00Z',
        windowEnd: '2026-11-18T02:35:00Z',
        windowSize: 'PT5M',
      },
    ],
    ['summary', { primaryDimension: { dimension: 'eventName', statistics: [] } }],
  ];
}

/** An array in an array, this deep. */
export function nested(depth: number): Verbatim {
  return new Verbatim(`${'['.repeat(depth)}${']'.repeat(depth)}`);
}
