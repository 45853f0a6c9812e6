import { describe, expect, test } from 'vitest';
import { mfaOf, principalOf } from '../../src/event/principal.ts';
import { eventOf } from './event-of.ts';

const account = '123456789012';

function principal(userIdentity: unknown, fields: Readonly<Record<string, unknown>> = {}) {
  return principalOf(eventOf({ userIdentity, ...fields }));
}

describe('principalOf', () => {
  test('labels root as root, whatever the alias of the account', () => {
    const identity = { type: 'Root', arn: `arn:aws:iam::${account}:root`, accountId: account };
    expect(principal({ ...identity, userName: 'my-company' })).toEqual({
      credential: 'root',
      type: 'Root',
      name: 'root',
      account,
      arn: `arn:aws:iam::${account}:root`,
      label: 'root',
    });
  });

  test('labels an IAM user with its user name', () => {
    const arn = `arn:aws:iam::${account}:user/staff/alice`;
    expect(principal({ type: 'IAMUser', arn, accountId: account, userName: 'alice' })).toEqual({
      credential: 'iam-user',
      type: 'IAMUser',
      name: 'alice',
      account,
      arn,
      label: 'alice',
    });
  });

  test('labels an IAM user without a user name with the end of its ARN, or else its ID', () => {
    const arn = `arn:aws:iam::${account}:user/staff/alice`;
    expect(principal({ type: 'IAMUser', arn }).label).toBe('alice');
    expect(principal({ type: 'IAMUser', principalId: 'AIDAEXAMPLE' }).label).toBe('AIDAEXAMPLE');
  });

  test('labels a user name that CloudTrail withholds as hidden', () => {
    const userName = 'HIDDEN_DUE_TO_SECURITY_REASONS';
    expect(principal({ type: 'IAMUser', userName })).toMatchObject({
      name: userName,
      label: '(hidden)',
    });
  });

  test('labels a role session as role/session', () => {
    expect(
      principal({
        type: 'AssumedRole',
        principalId: 'AROAEXAMPLE:ci-session',
        arn: `arn:aws:sts::${account}:assumed-role/deploy/ci-session`,
        accountId: account,
        sessionContext: { sessionIssuer: { type: 'Role', userName: 'deploy' } },
      }),
    ).toEqual({
      credential: 'role-session',
      type: 'AssumedRole',
      name: 'deploy',
      session: 'ci-session',
      account,
      arn: `arn:aws:sts::${account}:assumed-role/deploy/ci-session`,
      label: 'deploy/ci-session',
    });
  });

  test.each([
    ['its ARN', { arn: `arn:aws:sts::${account}:assumed-role/deploy/ci` }, 'deploy/ci'],
    [
      'its issuer and principalId',
      {
        principalId: 'AROAEXAMPLE:ci',
        sessionContext: { sessionIssuer: { arn: `arn:aws:iam::${account}:role/path/deploy` } },
      },
      'deploy/ci',
    ],
    [
      'its ARN when the session context is hidden',
      {
        arn: `arn:aws:sts::${account}:assumed-role/deploy/ci`,
        sessionContext: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      },
      'deploy/ci',
    ],
    ['its principalId only', { principalId: 'AROAEXAMPLE' }, 'AROAEXAMPLE'],
  ])('finds a role session by %s', (_by, fields, label) => {
    expect(principal({ type: 'AssumedRole', ...fields }).label).toBe(label);
  });

  test('names the session of an EC2 instance profile after the instance', () => {
    const arn = `arn:aws:sts::${account}:assumed-role/web/i-0dbc91f429e48eeed`;
    const sessionContext = { sessionIssuer: { userName: 'web' }, ec2RoleDelivery: '2.0' };
    expect(principal({ type: 'AssumedRole', arn, sessionContext })).toMatchObject({
      name: 'web',
      session: 'i-0dbc91f429e48eeed',
      label: 'web/i-0dbc91f429e48eeed',
    });
  });

  test('labels a role without a session with the role', () => {
    const arn = `arn:aws:iam::${account}:role/service/deploy`;
    const found = principal({ type: 'Role', arn });
    expect(found).toMatchObject({ credential: 'role-session', name: 'deploy', label: 'deploy' });
    expect(found.session).toBeUndefined();
  });

  test('labels a federated user with the issuer of the session and its name', () => {
    const arn = `arn:aws:sts::${account}:federated-user/reporting`;
    const issuedBy = (sessionIssuer: unknown) =>
      principal({ type: 'FederatedUser', arn, sessionContext: { sessionIssuer } });
    expect(issuedBy({ type: 'IAMUser', userName: 'alice' })).toMatchObject({
      credential: 'federated',
      name: 'alice',
      session: 'reporting',
      label: 'alice/reporting',
    });
    expect(issuedBy({ type: 'Root' }).label).toBe('root/reporting');
    expect(issuedBy(undefined).label).toBe('reporting');
  });

  test.each(['SAMLUser', 'WebIdentityUser', 'Directory'])(
    'labels a %s with its user name',
    (type) => {
      expect(
        principal({
          type,
          userName: 'alice@example.com',
          identityProvider: 'idp',
          principalId: 'p',
        }),
      ).toMatchObject({ credential: 'federated', type, label: 'alice@example.com' });
    },
  );

  describe('of a call with the identity type Root', () => {
    const root = { type: 'Root', arn: `arn:aws:iam::${account}:root`, accountId: account };
    const session = { attributes: { mfaAuthenticated: 'false' } };
    const person = { credential: 'root', label: 'root' };
    const service = { credential: 'aws-service', type: 'Root', label: 'support.amazonaws.com' };
    const assumed = { credential: 'assumed-root', type: 'Root', label: 'assumed-root' };

    test.each([
      ['a person from an address', {}, '192.0.2.10', person],
      ['a person from several addresses', {}, '192.0.2.10, 198.51.100.1', person],
      ['a person when there is no address', {}, undefined, person],
      ["a person in the console's calls", { invokedBy: 'AWS Internal' }, '2001:db8::1', person],
      ['a service', { invokedBy: 'support.amazonaws.com' }, 'support.amazonaws.com', service],
      [
        'a service with temporary keys',
        { invokedBy: 'support.amazonaws.com', accessKeyId: 'ASIAEXAMPLE', sessionContext: session },
        'support.amazonaws.com',
        service,
      ],
      ['a service without an address', { invokedBy: 'support.amazonaws.com' }, undefined, service],
      ['a service with only an address', {}, 'support.amazonaws.com', service],
      [
        'a service whose address is withheld',
        { invokedBy: 'support.amazonaws.com' },
        'AWS Internal',
        service,
      ],
      ['AWS', {}, 'AWS Internal', { credential: 'aws-service', label: 'AWS Internal' }],
      ['an assumed root', { sessionContext: { assumedRoot: 'true' } }, '192.0.2.10', assumed],
      ['an assumed root', { sessionContext: { assumedRoot: true } }, undefined, assumed],
      ['a person', { sessionContext: { assumedRoot: 'false' } }, '192.0.2.10', person],
    ])('the caller is %s: %j from %j', (_, fields, sourceIPAddress, expected) => {
      expect(principal({ ...root, ...fields }, { sourceIPAddress })).toMatchObject(expected);
    });
  });

  test('labels an Identity Center user with the user ID, also in a sign-in that has the user name', () => {
    const identity = {
      type: 'IdentityCenterUser',
      accountId: account,
      onBehalfOf: { userId: '544894e8-80c1', identityStoreArn: 'arn:aws:identitystore::1:x' },
      credentialId: 'c',
    };
    expect(principal(identity)).toMatchObject({
      credential: 'identity-center',
      account,
      label: '544894e8-80c1',
    });
    const signIn = { additionalEventData: { UserName: 'alice' } };
    expect(principal(identity, signIn).label).toBe('544894e8-80c1');
    expect(principal({ type: 'IdentityCenterUser' }, signIn).label).toBe('alice');
  });

  test('labels another account with its ID', () => {
    const other = { type: 'AWSAccount', accountId: '111122223333' };
    expect(principal({ ...other, principalId: 'AIDAEXAMPLE' })).toEqual({
      credential: 'other-account',
      type: 'AWSAccount',
      name: '111122223333',
      account: '111122223333',
      label: 'account 111122223333',
    });
    expect(principal({ ...other, principalId: 'AROAEXAMPLE:audit' })).toMatchObject({
      session: 'audit',
      label: 'account 111122223333/audit',
    });
  });

  test.each([
    [{ type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' }],
    [{ type: 'AWSAccount', principalId: '' }],
    [{ type: 'Unknown', principalId: 'Anonymous' }],
    [{ accountId: 'ANONYMOUS_PRINCIPAL' }],
  ])('recognizes %j as anonymous, without an account', (identity) => {
    const found = principal(identity);
    expect(found).toMatchObject({ credential: 'anonymous', name: '', label: 'anonymous' });
    expect(found.account).toBeUndefined();
  });

  test('does not take another account without a principalId for anonymous', () => {
    const identity = { type: 'AWSAccount', principalId: '', accountId: '111122223333' };
    expect(principal(identity).credential).toBe('other-account');
  });

  test('labels an AWS service with its domain, with or without a type', () => {
    const service = { credential: 'aws-service', type: 'AWSService', label: 'ec2.amazonaws.com' };
    const invokedBy = 'ec2.amazonaws.com';
    expect(principal({ type: 'AWSService', invokedBy })).toMatchObject(service);
    expect(principal({ accountId: account, invokedBy })).toMatchObject({ ...service, account });
  });

  test('returns the user when a service acts for the user', () => {
    const identity = { type: 'IAMUser', userName: 'alice', invokedBy: 'ec2.amazonaws.com' };
    expect(principal(identity).label).toBe('alice');
  });

  test('labels an unknown type with any name that it has', () => {
    expect(principal({ type: 'Unknown', userName: 'alice' })).toMatchObject({
      credential: 'unknown',
      type: 'Unknown',
      label: 'alice',
    });
    expect(principal({ type: 'NewlyInvented', principalId: 'X' }).label).toBe('X');
    expect(principal({}).label).toBe('');
  });

  test.each([
    ['missing', undefined, ''],
    ['null', null, ''],
    ['hidden', 'HIDDEN_DUE_TO_SECURITY_REASONS', '(hidden)'],
    ['another text', '{type=IAMUser, userName=alice}', '(unreadable)'],
  ])('returns an unknown principal for an identity that is %s', (_how, identity, label) => {
    expect(principal(identity)).toMatchObject({ credential: 'unknown', type: '', label });
  });
});

describe('mfaOf', () => {
  const withAttributes = (attributes: unknown) =>
    mfaOf(eventOf({ userIdentity: { type: 'IAMUser', sessionContext: { attributes } } }));

  test.each([
    ['true', 'yes'],
    ['false', 'no'],
    [true, 'yes'],
    [false, 'no'],
    [undefined, undefined],
    ['maybe', undefined],
  ])('returns for mfaAuthenticated %j %s', (mfaAuthenticated, expected) => {
    expect(withAttributes({ mfaAuthenticated })).toBe(expected);
  });

  test.each([
    ['Yes', 'yes'],
    ['YES', 'yes'],
    ['No', 'no'],
  ])('returns for MFAUsed %j of a ConsoleLogin %s', (MFAUsed, expected) => {
    expect(mfaOf(eventOf({ eventName: 'ConsoleLogin', additionalEventData: { MFAUsed } }))).toBe(
      expected,
    );
  });

  test('returns undefined if the event does not say it or hides it', () => {
    expect(mfaOf(eventOf({}))).toBeUndefined();
    expect(withAttributes('HIDDEN_DUE_TO_SECURITY_REASONS')).toBeUndefined();
  });
});
