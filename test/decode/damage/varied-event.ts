/**
 * Makes events whose text is hard to find one's way in after damage: strings with quotes, braces,
 * backslashes and line breaks, JSON within strings, nested objects that begin as records do.
 */
import { hex, pick, type Random, uuid } from '../../../bench/random.ts';

/** An event; the order of its members is that of the text. */
export interface VariedEvent {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly eventTime: string;
  readonly [field: string]: unknown;
}

/** Makes an event with an ID that no other event has. */
export function makeVariedEvent(random: Random): VariedEvent {
  const [service, name] = pick(random, calls);
  return {
    eventVersion: pick(random, ['1.08', '1.11']),
    userIdentity: pick(random, identities),
    eventTime: `2026-11-19T08:${twoDigits(random)}:${twoDigits(random)}Z`,
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: 'eu-west-1',
    sourceIPAddress: '198.51.100.7',
    userAgent: pick(random, texts),
    ...(random() < 0.3 && { errorCode: 'AccessDenied', errorMessage: pick(random, texts) }),
    requestParameters: pick(random, parameters)(random),
    responseElements: random() < 0.6 ? null : { items: [{ id: hex(random, 4) }, {}], token: '' },
    ...(random() < 0.3 && { additionalEventData: { note: pick(random, texts) } }),
    requestID: uuid(random),
    eventID: uuid(random),
    readOnly: random() < 0.5,
    ...(random() < 0.3 && { resources: [{ ARN: 'arn:aws:s3:::b', type: 'AWS::S3::Bucket' }] }),
    eventType: 'AwsApiCall',
    recipientAccountId: '111122223333',
  };
}

const calls = [
  ['ec2', 'RunInstances'],
  ['s3', 'PutObject'],
  ['iam', 'CreateUser'],
  ['sts', 'AssumeRole'],
] as const;

const identities: readonly object[] = [
  { type: 'Root', accountId: '111122223333' },
  { type: 'AWSService', invokedBy: 'logs.amazonaws.com' },
  { type: 'IAMUser', accountId: '111122223333', userName: 'alice' },
  {
    type: 'AssumedRole',
    arn: 'arn:aws:sts::111122223333:assumed-role/r/s',
    sessionContext: { sessionIssuer: { type: 'Role', userName: 'r' }, attributes: {} },
  },
];

const texts: readonly string[] = [
  'aws-cli/2',
  '',
  'a "quoted" word, {braces} and [brackets]',
  'C:\\temp\\',
  'two\nlines',
  'Zürich 東京',
  JSON.stringify({ eventVersion: '1', list: [{ a: '"' }] }),
];

const parameters: readonly ((random: Random) => unknown)[] = [
  () => null,
  (random) => ({ bucketName: hex(random, 6), key: pick(random, texts) }),
  (random) => ({
    items: [{ id: 1 }, { id: 2, tags: [[], {}, ['x']] }],
    n: -1.5e3,
    on: random() < 0.5,
  }),
  (random) => ({
    policyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Sid: pick(random, texts) }],
    }),
  }),
  (random) => ({ data: hex(random, pick(random, [300, 1000, 6000], 2)) }),
];

function twoDigits(random: Random): string {
  return String(Math.floor(random() * 60)).padStart(2, '0');
}
