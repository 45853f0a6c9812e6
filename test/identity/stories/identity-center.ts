import { onBehalfOf, portalUser, role } from '../made-up/callers.ts';
import {
  assumedRoleUser,
  consoleLogin,
  credentials,
  getRoleCredentials,
  userAuthentication,
} from '../made-up/issuing.ts';
import { call, home, other, type Story, uses } from '../made-up/story.ts';

const alice = portalUser('94d00cd8', { token: 'token-1' });
const admin = 'AWSReservedSSO_Admin_0123456789abcdef';
const path = '/aws-reserved/sso.amazonaws.com/eu-west-1/';
const name = 'alice@example.com';

const withKey = (key: string, began: string, account = other) =>
  role(admin, name, { account, path, key, began });
const fromConsole = { sessionCredentialFromConsole: 'true' };

export const identityCenter: readonly Story[] = [
  {
    title: 'credentials of IAM Identity Center are those of the user whose name the role has',
    events: [
      userAuthentication(alice, '09:00:00', name),
      getRoleCredentials({ at: '09:01:00', by: alice, permissionSet: 'Admin', in: other }),
      ...uses(withKey('ASIAVEND1', '09:01:00'), ['09:02:00', '09:03:00']),
      // Of this one, the call that gave it out is not in the log.
      ...uses(withKey('ASIAVEND2', '08:00:00'), ['09:05:00']),
    ],
    tree: [
      'portal session 94d00cd8 ×2 <- sign-in | person alice@example.com, on-behalf-of',
      '  role session alice@example.com (Admin) ×2 <- GetRoleCredentials vend-time, likely | person alice@example.com, identity-center-role',
      'role session alice@example.com (Admin) ×1 <- missing: before | person alice@example.com, identity-center-role',
    ],
  },
  {
    title: 'the console of a role of IAM Identity Center is one session with many keys',
    events: [
      userAuthentication(alice, '09:00:00', name),
      getRoleCredentials({ at: '09:01:00', by: alice, permissionSet: 'Admin', in: other }),
      consoleLogin({ at: '09:01:01', by: role(admin, name, { account: other, path }) }),
      ...uses(withKey('ASIACONSOLE1', '09:01:00'), ['09:02:00'], fromConsole),
      ...uses(withKey('ASIACONSOLE2', '09:01:00'), ['09:02:01', '09:02:02'], fromConsole),
      ...uses(role(admin, name, { account: other, path, began: '09:01:00' }), ['09:03:00']),
    ],
    tree: [
      'portal session 94d00cd8 ×2 <- sign-in | person alice@example.com, on-behalf-of',
      '  role session alice@example.com (Admin) ×4 <- GetRoleCredentials vend-time, likely | person alice@example.com, identity-center-role',
    ],
  },
  {
    title: 'IAM Identity Center vouches for its users with SAML, which makes the person certain',
    events: [
      getRoleCredentials({ at: '09:01:00', by: alice, permissionSet: 'Admin', in: other }),
      call({
        name: 'sts:AssumeRoleWithSAML',
        at: '09:01:00',
        account: other,
        by: { type: 'SAMLUser', principalId: `x:${name}`, userName: name, identityProvider: 'x' },
        request: {
          roleArn: `arn:aws:iam::${other}:role${path}${admin}`,
          roleSessionName: name,
          principalArn: `arn:aws:iam::${other}:saml-provider/AWSSSO_0f_DO_NOT_DELETE`,
        },
        response: {
          credentials: credentials('ASIASAML'),
          assumedRoleUser: assumedRoleUser(admin, name, other),
        },
      }),
      ...uses(withKey('ASIASAML', '09:01:00'), ['09:02:00']),
    ],
    tree: [
      'portal session 94d00cd8 ×1 <- sign-in | person 94d00cd8, on-behalf-of',
      '  role session alice@example.com (Admin) ×1 <- GetRoleCredentials vend-time, likely | person alice@example.com, identity-center-role',
    ],
  },
  {
    title: 'a permission set whose name begins like another one is not that one',
    events: [
      getRoleCredentials({ at: '09:01:00', by: alice, permissionSet: 'Admin', in: other }),
      ...uses(
        role('AWSReservedSSO_Admin_Ops_0123456789abcdef', name, {
          account: other,
          path,
          key: 'ASIAOTHERSET',
          began: '09:01:00',
        }),
        ['09:02:00'],
      ),
    ],
    tree: [
      'portal session 94d00cd8 ×1 <- sign-in | person 94d00cd8, on-behalf-of',
      'role session alice@example.com (Admin_Ops) ×1 <- missing: withheld | person alice@example.com, identity-center-role',
    ],
  },
  {
    title:
      'of two users who got the same role in the same second, each has the session of its name',
    events: [
      userAuthentication(alice, '09:00:00', name),
      userAuthentication(portalUser('b0b', { token: 'token-2' }), '09:00:30', 'bob@example.com'),
      getRoleCredentials({ at: '09:01:00', by: alice, permissionSet: 'Admin', in: other }),
      getRoleCredentials({
        at: '09:01:00',
        by: portalUser('b0b', { token: 'token-2' }),
        permissionSet: 'Admin',
        in: other,
      }),
      ...uses(withKey('ASIAALICE', '09:01:00'), ['09:02:00']),
      ...uses(
        role(admin, 'bob@example.com', { account: other, path, key: 'ASIABOB', began: '09:01:00' }),
        ['09:02:00'],
      ),
    ],
    tree: [
      'portal session 94d00cd8 ×2 <- sign-in | person alice@example.com, on-behalf-of',
      '  role session alice@example.com (Admin) ×1 <- GetRoleCredentials vend-time, likely | person alice@example.com, identity-center-role',
      'portal session b0b ×2 <- sign-in | person bob@example.com, on-behalf-of',
      '  role session bob@example.com (Admin) ×1 <- GetRoleCredentials vend-time, likely | person bob@example.com, identity-center-role',
    ],
  },
  {
    title: 'events that say for whom they are name the user, with the name that a sign-in gave',
    events: [
      userAuthentication(alice, '09:00:00', name),
      ...uses(
        role('athena', 'session', {
          key: 'ASIAPROPAGATED',
          began: '09:10:00',
          more: { onBehalfOf: onBehalfOf('94d00cd8') },
        }),
        ['09:12:00'],
      ),
      // The service records it in some events only.
      ...uses(role('athena', 'session', { key: 'ASIAPROPAGATED', began: '09:10:00' }), [
        '09:13:00',
      ]),
    ],
    tree: [
      'portal session 94d00cd8 ×1 <- sign-in | person alice@example.com, on-behalf-of',
      'role session athena/session ×2 <- missing: not-read | person alice@example.com, on-behalf-of',
    ],
  },
  {
    title: 'a role that only has the name of one of IAM Identity Center is nobody’s',
    events: [
      userAuthentication(portalUser('ce0'), '09:00:00', 'ceo@example.com'),
      getRoleCredentials({ at: '09:01:00', by: portalUser('ce0'), permissionSet: 'x', in: home }),
      ...uses(
        role('AWSReservedSSO_x_0123456789abcdef', 'ceo@example.com', {
          key: 'ASIAFORGED',
          began: '09:01:00',
        }),
        ['09:02:00'],
      ),
    ],
    tree: [
      'portal session ce0 ×2 <- sign-in | person ceo@example.com, on-behalf-of',
      'role session AWSReservedSSO_x_0123456789abcdef/ceo@example.com ×1 <- missing: not-read | nobody',
    ],
  },
];
