import { describe, expect, test } from 'vitest';
import { type AttributeName, attributes } from '../../src/event/attributes.ts';
import { eventOf } from './event-of.ts';

const account = '123456789012';

const session = eventOf({
  eventSource: 'logs.amazonaws.com',
  eventName: 'DeleteLogGroup',
  eventID: 'fd072859',
  userAgent: 'aws-cli/2.13.5',
  errorCode: 'AccessDenied',
  errorMessage: 'not allowed',
  readOnly: false,
  recipientAccountId: account,
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLE:alice@example.com',
    arn: `arn:aws:sts::${account}:assumed-role/deploy/alice@example.com`,
    accountId: account,
    accessKeyId: 'ASIAEXAMPLE',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        userName: 'deploy',
        arn: `arn:aws:iam::${account}:role/deploy`,
      },
      attributes: { mfaAuthenticated: 'true' },
      sourceIdentity: 'alice',
    },
  },
  requestParameters: { logGroupName: '/aws/lambda/f' },
});

describe('for a denied call by a role session, the attribute', () => {
  const shown: Readonly<Record<AttributeName, string>> = {
    time: '2026-11-19T08:00:00Z',
    hour: '2026-11-19 08:00',
    day: '2026-11-19',
    month: '2026-11',
    weekday: 'Thursday',
    event: 'DeleteLogGroup',
    what: 'denied: log group /aws/lambda/f deleted',
    service: 'logs',
    'service-name': 'CloudWatch Logs',
    principal: 'deploy/alice@example.com',
    identity: 'deploy',
    'principal-type': 'AssumedRole',
    user: 'alice@example.com',
    role: 'deploy',
    session: 'alice@example.com',
    credential: 'role-session',
    mfa: 'yes',
    actor: 'person',
    'source-identity': 'alice',
    'access-key': 'ASIAEXAMPLE',
    account,
    region: 'us-west-2',
    'source-ip': '198.51.100.1',
    'user-agent': 'aws-cli/2.13.5',
    agent: 'aws-cli',
    outcome: 'denied',
    error: 'AccessDenied',
    resource: '/aws/lambda/f',
    'resource-type': 'AWS::Logs::LogGroup',
    access: 'write',
    'identity-type': 'AssumedRole',
    category: 'management',
    'event-id': 'fd072859',
  };

  test.each(Object.values(attributes))('$name shows the expected text', ({ name, show }) => {
    expect(show(session)).toBe(shown[name]);
  });

  test.each(Object.values(attributes))('$name matches what it shows', ({ values, show }) => {
    expect(values(session)).toContain(show(session));
  });

  test.each(Object.values(attributes))('$name has a line for help', ({ describe: line }) => {
    expect(line).toMatch(/^[^\n]{10,70}$/);
  });
});

test('every attribute has the name under which it is listed', () => {
  for (const [name, attribute] of Object.entries(attributes)) expect(attribute.name).toBe(name);
});

test('an attribute that an event does not have is shown as nothing and matches nothing', () => {
  const bare = eventOf({ awsRegion: undefined, sourceIPAddress: null });
  const always: readonly AttributeName[] = [
    'time',
    'hour',
    'day',
    'month',
    'weekday',
    'event',
    'what',
    'service',
    'service-name',
    'credential',
    'outcome',
    'access',
    'category',
  ];
  for (const { name, show, values } of Object.values(attributes)) {
    expect(values(bare).length > 0, name).toBe(always.includes(name));
    expect(show(bare) !== '', name).toBe(always.includes(name));
  }
});

test('a service matches its prefix and its full eventSource', () => {
  expect(attributes.service.values(session)).toEqual(['logs', 'logs.amazonaws.com']);
});

test('a principal matches its label, ARN, role, session, ID and source identity', () => {
  expect(attributes.principal.values(session)).toEqual([
    'deploy/alice@example.com',
    `arn:aws:sts::${account}:assumed-role/deploy/alice@example.com`,
    'deploy',
    'alice@example.com',
    'AROAEXAMPLE:alice@example.com',
    'alice',
  ]);
});

test('a role matches its name and its ARN, and only for role sessions', () => {
  expect(attributes.role.values(session)).toEqual([
    'deploy',
    `arn:aws:iam::${account}:role/deploy`,
  ]);
  expect(attributes.role.values(eventOf({ userIdentity: { type: 'Root' } }))).toEqual([]);
});

test('a user is the IAM user, root, or the name of a session', () => {
  const userOf = (userIdentity: unknown) => attributes.user.values(eventOf({ userIdentity }));
  expect(userOf({ type: 'IAMUser', userName: 'bob' })).toEqual(['bob']);
  expect(userOf({ type: 'Root' })).toEqual(['root']);
  expect(userOf({ type: 'AWSService', invokedBy: 'ec2.amazonaws.com' })).toEqual([]);
  expect(userOf({ type: 'SAMLUser', userName: 'carol' })).toEqual(['carol']);
  const sessionContext = { sessionIssuer: { type: 'IAMUser', userName: 'bob' } };
  const arn = `arn:aws:sts::${account}:federated-user/report`;
  expect(userOf({ type: 'FederatedUser', arn, sessionContext })).toEqual(['report', 'bob']);
});

test('the account is the one whose trail recorded the event, or else that of the caller', () => {
  const userIdentity = { type: 'IAMUser', accountId: '111122223333' };
  const accountOf = (fields: Readonly<Record<string, unknown>>) =>
    attributes.account.show(eventOf(fields));
  expect(accountOf({ userIdentity, recipientAccountId: account })).toBe(account);
  expect(accountOf({ userIdentity })).toBe('111122223333');
  expect(accountOf({ accountId: '444455556666' })).toBe('444455556666');
  expect(accountOf({ userIdentity: { accountId: 'ANONYMOUS_PRINCIPAL' } })).toBe('');
});

test('an error is the error code, or the message if the event has no code', () => {
  const errorOf = (fields: Readonly<Record<string, unknown>>) =>
    attributes.error.values(eventOf(fields));
  expect(errorOf({ errorCode: 'NoSuchKey', errorMessage: 'gone' })).toEqual(['NoSuchKey']);
  expect(errorOf({ errorMessage: 'Failed authentication' })).toEqual(['Failed authentication']);
});

test('a resource matches its ARN, the last part of the ARN and the name in it', () => {
  const resources = [{ ARN: `arn:aws:iam::${account}:role/ci/deploy` }];
  expect(attributes.resource.values(eventOf({ resources }))).toEqual([
    `arn:aws:iam::${account}:role/ci/deploy`,
    'role/ci/deploy',
    'deploy',
  ]);
});

test('the resource attribute shows all resources', () => {
  const requestParameters = { instanceIds: ['i-1', 'i-2', 'i-3'] };
  expect(attributes.resource.show(eventOf({ requestParameters }))).toBe('i-1, i-2, i-3');
});

test('the time of an aggregated event is the start of its window', () => {
  const timeWindow = { windowStart: '2026-11-19T08:05:00Z', windowEnd: '2026-11-19T08:10:00Z' };
  const event = eventOf({ eventTime: undefined, eventCategory: 'Aggregated', timeWindow });
  expect(attributes.time.show(event)).toBe('2026-11-19T08:05:00Z');
});

test('the time attribute is in UTC, with fractions of a second if the record has them', () => {
  const timeOf = (eventTime: string) => attributes.time.show(eventOf({ eventTime }));
  expect(timeOf('2026-11-19T08:00:00.250Z')).toBe('2026-11-19T08:00:00.250Z');
  expect(timeOf('2026-11-19T08:00:00+02:00')).toBe('2026-11-19T06:00:00Z');
});
