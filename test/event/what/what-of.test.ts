import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { callTables } from '../../../src/event/what/calls.ts';
import { whatOf } from '../../../src/event/what/what-of.ts';
import { forTerminal } from '../../../src/format/text/sanitize.ts';
import { runs } from '../../support/runs.ts';
import { anyEvent, anyJson } from '../any-event.ts';
import { eventOf } from '../event-of.ts';

const grant = (fields: Readonly<Record<string, unknown>> = {}) =>
  eventOf({
    eventSource: 'iam.amazonaws.com',
    eventName: 'AttachUserPolicy',
    requestParameters: {
      userName: 'bob',
      policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    },
    ...fields,
  });

const sharing = (fields: Readonly<Record<string, unknown>> = {}) =>
  eventOf({
    eventName: 'ModifySnapshotAttribute',
    recipientAccountId: '111122223333',
    requestParameters: {
      snapshotId: 'snap-1',
      createVolumePermission: { add: { items: [{ userId: '444455556666' }] } },
    },
    ...fields,
  });

describe('whatOf', () => {
  test('says of a denied call what was attempted', () => {
    expect(whatOf(grant({ errorCode: 'AccessDenied' }))).toBe('denied: AdministratorAccess → bob');
  });

  test.each([
    ['hidden', 'HIDDEN_DUE_TO_SECURITY_REASONS'],
    ['missing', undefined],
    ['null', null],
    ['omitted', { omitted: true, originalSize: 107501, reason: 'requestParameters too large' }],
    ['without its values', { userName: 'HIDDEN_DUE_TO_SECURITY_REASONS', policyArn: '' }],
    ['of another shape', [[1], { userName: {} }]],
  ])('uses the words of its name for a call whose request is %s', (_, requestParameters) => {
    expect(whatOf(grant({ requestParameters }))).toBe('user policy attached');
  });

  test.each([
    ['DescribeDBInstances', {}, 'DB instances described'],
    ['CreateOAuth2Token', {}, 'OAuth2 token created'],
    ['ListMFADevices', { userName: 'bob' }, 'MFA devices listed for bob'],
    ['DeleteWebACLRule', { name: 'main' }, 'web ACL rule main deleted'],
    [
      'DescribeInstances',
      { instancesSet: { items: [{ instanceId: 'i-1' }] } },
      'instance i-1 described',
    ],
    [
      'DescribeInstances',
      { instancesSet: { items: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }] } },
      'instances i-1 described',
    ],
    [
      'DescribeFlowLogs',
      { DescribeFlowLogsRequest: { FlowLogId: { tag: 1, content: 'fl-0123456789abcdef0' } } },
      'flow log fl-0123456789abcdef0 described',
    ],
    ['DescribeSubnets', { subnetSet: { items: [{ subnetId: 'subnet-1' }] } }, 'subnet-1 described'],
    ['ListInstanceProfilesForRole', { roleName: 'r' }, 'instance profiles listed for role r'],
    ['GetEbsEncryptionByDefault', {}, 'EBS encryption by default read'],
    ['BatchGetTraces', {}, 'traces read in a batch'],
    ['AdminDisableUser', { username: 'bob' }, 'user bob disabled as administrator'],
    ['PutEvents', {}, 'events written'],
    ['Subscribe', {}, 'subscribed'],
    ['AssignPrivateIpAddresses', { address: '192.0.2.1' }, 'private IP address 192.0.2.1 assigned'],
    ['PublishToDataGrant', {}, 'published to data grant'],
    ['ModifySnapshotTier', {}, 'snapshot tier changed'],
    ['TokenRefreshed', {}, 'token refreshed'],
    ['ListFunctions20150331', {}, 'functions listed'],
    ['Login_POST', {}, 'Login_POST'],
    ['constructor', {}, 'constructor'],
    ['__proto__', {}, '__proto__'],
  ])(
    'describes the call %s with %j by the words of its name',
    (eventName, requestParameters, expected) => {
      expect(whatOf(eventOf({ eventName, requestParameters }))).toBe(expected);
    },
  );

  test('reads Insight events as unusual activity', () => {
    const event = eventOf({
      eventSource: undefined,
      eventName: undefined,
      eventType: 'AwsCloudTrailInsight',
      insightDetails: {
        state: 'Start',
        eventSource: 'ec2.amazonaws.com',
        eventName: 'RunInstances',
      },
    });
    expect(whatOf(event)).toBe('unusual activity: run instances, start');
  });

  test('marks an account as foreign unless it is the own one of the event or known', () => {
    expect(whatOf(sharing())).toBe('snapshot snap-1 shared with 444455556666 (foreign)');
    expect(whatOf(sharing(), new Set(['444455556666']))).toBe(
      'snapshot snap-1 shared with 444455556666',
    );
    expect(whatOf(sharing({ recipientAccountId: '444455556666' }))).toBe(
      'snapshot snap-1 shared with 444455556666',
    );
  });

  test('marks no account as foreign when the account of the event is not known', () => {
    expect(whatOf(sharing({ recipientAccountId: undefined }))).toBe(
      'snapshot snap-1 shared with 444455556666',
    );
  });

  test.each([
    [{ type: 'IAMUser' }, 'No', 'console sign-in without MFA'],
    [{ type: 'Root' }, 'Yes', 'console sign-in with MFA'],
    [{ type: 'AssumedRole' }, 'No', 'console sign-in'],
  ])('says of a sign-in by %j with MFAUsed %s: %s', (userIdentity, MFAUsed, expected) => {
    const event = eventOf({
      eventSource: 'signin.amazonaws.com',
      eventName: 'ConsoleLogin',
      userIdentity,
      additionalEventData: { MFAUsed },
    });
    expect(whatOf(event)).toBe(expected);
  });

  test('names the role that the console switched to, and the account from which a role is assumed', () => {
    const switched = eventOf({
      eventSource: 'signin.amazonaws.com',
      eventName: 'SwitchRole',
      userIdentity: { arn: 'arn:aws:sts::111122223333:assumed-role/audit/bob' },
    });
    expect(whatOf(switched)).toBe('console switched to role audit');
    const assumed = eventOf({
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      recipientAccountId: '111122223333',
      userIdentity: { type: 'AWSAccount', accountId: '444455556666' },
      requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/deploy', roleSessionName: 's' },
    });
    expect(whatOf(assumed)).toBe('role deploy assumed from 444455556666 (foreign)');
  });

  test('names both accounts when a role of a foreign account is assumed from another one', () => {
    const event = eventOf({
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      recipientAccountId: '111122223333',
      userIdentity: { type: 'AWSAccount', accountId: '444455556666' },
      requestParameters: { roleArn: 'arn:aws:iam::777788889999:role/deploy', roleSessionName: 's' },
    });
    expect(whatOf(event)).toBe('444455556666 → role deploy of 777788889999 (both foreign)');
  });

  test.each([
    [['444455556666', '444455556666'], 'shared with 444455556666 (foreign)'],
    [['444455556666', '777788889999'], 'shared with 444455556666 and 1 more (foreign)'],
    [
      ['444455556666', '777788889999', '111122223333'],
      'shared with 444455556666 and 1 more (foreign)',
    ],
    [['111122223333', '777788889999', '1'], 'shared with 777788889999 (foreign)'],
    [['444455556666', 'all'], 'shared with anyone'],
  ])('never cuts an account, nor that it is foreign: shared with %j', (accounts, expected) => {
    for (const errorCode of [undefined, 'AccessDenied', 'InvalidParameter']) {
      const text = whatOf(
        sharing({
          errorCode,
          requestParameters: {
            snapshotId: `snap-${'0123456789'.repeat(3)}`,
            createVolumePermission: { add: { items: accounts.map((userId) => ({ userId })) } },
          },
        }),
      );
      expect(text).toContain(expected);
    }
  });

  test('counts an ID that is named twice once', () => {
    const items = [{ instanceId: 'i-1' }, { instanceId: 'i-1' }];
    const event = eventOf({
      eventName: 'TerminateInstances',
      requestParameters: { instancesSet: { items } },
    });
    expect(whatOf(event)).toBe('instance i-1 terminated');
  });

  test('cuts the longest name in the middle, and neither words nor accounts', () => {
    const requestParameters = {
      roleName: `${'a'.repeat(500)}z`,
      policyDocument: { Statement: { Effect: 'Allow', Principal: { AWS: '193672423079' } } },
    };
    const event = grant({
      eventName: 'UpdateAssumeRolePolicy',
      requestParameters,
      recipientAccountId: '1',
    });
    expect(whatOf(event)).toBe('role aaaaaaaaaaaa…aaaaaaaaaaz open to 193672423079 (foreign)');
  });

  test('takes linear time for long names and many values', () => {
    const items = Array.from({ length: 200_000 }, (_, at) => ({ instanceId: `i-${at}` }));
    const many = eventOf({
      eventName: 'TerminateInstances',
      requestParameters: { instancesSet: { items } },
    });
    expect(whatOf(many)).toBe('instances i-0 and over 9999 more terminated');
    const long = eventOf({
      eventName: 'A'.repeat(5_000_000),
      requestParameters: { name: '̈'.repeat(1_000_000) },
    });
    expect(whatOf(long).length).toBeLessThanOrEqual(60);
  });
});

const calls = Object.values(callTables).flatMap((table) =>
  Object.entries(table).flatMap(([service, names]) =>
    Object.keys(names).map((eventName) => ({ eventSource: `${service}.amazonaws.com`, eventName })),
  ),
);

/** Keys that the tables read, so that random requests are read deeply. */
const key = fc.constantFrom(
  ...['userName', 'roleName', 'policyDocument', 'groupId', 'ipPermissions', 'items', 'item', 'tag'],
  ...['content', 'instancesSet', 'instanceId', 'Statement', 'Principal', 'AWS', 'Effect', 'value'],
  ...['bucketName', 'key', 'name', 'Action', 'Condition', 'policy', 'keyId', 'cidrIp', '__proto__'],
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 6 },
    anyJson,
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom(
      'Allow',
      '*',
      '444455556666',
      '👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀',
      '\u202e'.repeat(30),
    ),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(key, tie('any'), { maxKeys: 6 }),
  ),
})).any;

test('what any call did takes at most 60 columns, also after control characters are escaped', () => {
  fc.assert(
    fc.property(
      anyEvent,
      fc.constantFrom(...calls),
      value,
      value,
      (event, call, request, response) => {
        const changed = {
          ...event,
          ...call,
          requestParameters: request,
          responseElements: response,
        };
        for (const each of [event, changed, { ...changed, eventName: JSON.stringify(request) }]) {
          const text = whatOf(each, new Set());
          expect(stringWidth(forTerminal(text))).toBeLessThanOrEqual(60);
        }
      },
    ),
    { numRuns: runs(3000) },
  );
});

test('an ordinary event always has words for what it did', () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      expect(whatOf(event)).not.toBe('');
    }),
    { numRuns: runs(500) },
  );
});
