import { expect, test } from 'vitest';
import { sentenceOf } from '../../src/event/describe-event.ts';
import { eventOf } from './event-of.ts';

const alice = {
  type: 'IAMUser',
  userName: 'alice',
  accountId: '123456789012',
  accessKeyId: 'AKIAEXAMPLE',
};
const terminate = {
  eventName: 'TerminateInstances',
  requestParameters: { instancesSet: { items: [{ instanceId: 'i-1a2b3c4d' }] } },
};

test('the description of an event has its time, caller, credentials, call, Region, resources and address', () => {
  expect(sentenceOf(eventOf({ ...terminate, userIdentity: alice }))).toBe(
    'At 2026-11-19T08:00:00Z alice (IAM user, account 123456789012, long-term key AKIAEXAMPLE) ' +
      'called TerminateInstances on EC2 in us-west-2 for i-1a2b3c4d from 198.51.100.1; it succeeded.',
  );
});

test('the description of an event says that a key is temporary and whether MFA was used', () => {
  const sessionContext = { attributes: { mfaAuthenticated: 'false' } };
  const userIdentity = { ...alice, accessKeyId: 'ASIAEXAMPLE', sessionContext };
  expect(sentenceOf(eventOf({ userIdentity }))).toContain(
    'alice (IAM user, account 123456789012, without MFA, temporary key ASIAEXAMPLE)',
  );
});

test.each([
  [{ errorCode: 'AccessDenied' }, '; it was denied (AccessDenied).'],
  [{ errorCode: 'Client.InvalidGroup.NotFound' }, '; it failed (Client.InvalidGroup.NotFound).'],
  [{ errorMessage: 'Failed authentication' }, '; it failed (Failed authentication).'],
  [
    {
      eventSource: 'signin.amazonaws.com',
      eventName: 'CheckMfa',
      responseElements: { CheckMfa: 'Failure' },
    },
    '; it failed.',
  ],
])('the description of an event with %j says whether it succeeded', (fields, ending) => {
  expect(sentenceOf(eventOf({ userIdentity: alice, ...fields })).endsWith(ending)).toBe(true);
});

test('the description of an event names the first three resources and counts the others', () => {
  const requestParameters = { instanceIds: ['i-1', 'i-2', 'i-3', 'i-4', 'i-5'] };
  expect(sentenceOf(eventOf({ requestParameters }))).toContain(' for i-1, i-2, i-3 and 2 more ');
});

test('the description of an event names the service that made the call for the caller', () => {
  const userIdentity = { ...alice, invokedBy: 'cloudformation.amazonaws.com' };
  expect(sentenceOf(eventOf({ userIdentity }))).toContain(
    'from 198.51.100.1 through cloudformation.amazonaws.com;',
  );
  const sourceIPAddress = 'cloudformation.amazonaws.com';
  expect(sentenceOf(eventOf({ userIdentity, sourceIPAddress }))).not.toContain('through');
});

test.each([
  [{ type: 'Root', accountId: '123456789012' }, 'root (account 123456789012) called'],
  [{ type: 'AWSAccount', accountId: '111122223333' }, 'account 111122223333 called'],
  [{ accountId: 'ANONYMOUS_PRINCIPAL' }, 'anonymous (without credentials) called'],
  [
    { type: 'AWSService', invokedBy: 'rds.amazonaws.com' },
    'rds.amazonaws.com (AWS service) called',
  ],
  [undefined, 'an unnamed caller called'],
])('the description of an event names the caller %j', (userIdentity, expected) => {
  expect(sentenceOf(eventOf({ userIdentity }))).toContain(expected);
});

test('the description of an event without a caller says what the service recorded', () => {
  expect(
    sentenceOf(
      eventOf({
        eventType: 'AwsServiceEvent',
        eventName: 'SharedSnapshotVolumeCreated',
        userIdentity: { accountId: '123456789012', invokedBy: 'ec2.amazonaws.com' },
        serviceEventDetails: { snapshotId: 'snap-1' },
      }),
    ),
  ).toBe(
    'At 2026-11-19T08:00:00Z EC2 recorded SharedSnapshotVolumeCreated in us-west-2 for snap-1.',
  );
});

test('the description of an Insight event says what it is about', () => {
  const insightDetails = {
    state: 'Start',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'RunInstances',
  };
  expect(
    sentenceOf(
      eventOf({
        eventSource: undefined,
        eventName: undefined,
        eventCategory: 'Insight',
        insightDetails,
      }),
    ),
  ).toBe(
    'At 2026-11-19T08:00:00Z CloudTrail Insights reported the start of unusual activity: ' +
      'RunInstances on EC2 in us-west-2.',
  );
});

test('the description of an aggregated event names the service and the window', () => {
  expect(
    sentenceOf(
      eventOf({
        eventTime: undefined,
        eventName: undefined,
        eventSource: 's3.amazonaws.com',
        eventCategory: 'Aggregated',
        timeWindow: { windowStart: '2026-11-19T08:05:00Z', windowEnd: '2026-11-19T08:10:00Z' },
      }),
    ),
  ).toBe(
    'At 2026-11-19T08:05:00Z CloudTrail began to aggregate calls to S3 in us-west-2 until 2026-11-19T08:10:00Z.',
  );
});
