import { iamUser, role } from '../made-up/callers.ts';
import { assumeRole, consoleLogin } from '../made-up/issuing.ts';
import { call, type Made, type MadeCall, type Story, uses } from '../made-up/story.ts';

const admin = iamUser('admin', { key: 'AKIAADMIN' });

const createAccessKey = (at: string, by: MadeCall['by'], userName: string, key: string): Made =>
  call({
    name: 'iam:CreateAccessKey',
    at,
    by,
    request: { userName },
    response: { accessKey: { accessKeyId: key, userName, status: 'Active' } },
  });

const setPassword = (at: string, name: string, by: MadeCall['by'], userName: string): Made =>
  call({ name: `iam:${name}`, at, by, request: { userName, passwordResetRequired: false } });

export const waysIn: readonly Story[] = [
  {
    title: 'who makes a key for a user is not that user',
    events: [
      createAccessKey('10:00:00', admin, 'backup', 'AKIABACKUP'),
      ...uses(iamUser('backup', { key: 'AKIABACKUP' }), ['10:05:00']),
      assumeRole({
        at: '10:06:00',
        by: iamUser('backup', { key: 'AKIABACKUP' }),
        role: 'ops',
        session: 'x',
        key: 'ASIAOPS',
      }),
      // Nobody has used this one.
      createAccessKey('10:01:00', admin, 'spare', 'AKIASPARE'),
    ],
    tree: [
      'access key admin ×2 <- long-term | user admin (111122223333), iam-user',
      '  access key backup ×2 <- CreateAccessKey created-key, certain | user backup (111122223333), iam-user',
      '    role session ops/x <- AssumeRole key, certain | user backup (111122223333), iam-user',
      '  access key spare <- CreateAccessKey created-key, certain | user spare (111122223333), iam-user',
    ],
  },
  {
    title: 'who sets a password before the first sign-in is not the user who signs in with it',
    events: [
      setPassword('10:00:00', 'CreateLoginProfile', admin, 'eve'),
      setPassword('10:01:00', 'UpdateLoginProfile', role('ops', 'x', { key: 'ASIAOPS' }), 'eve'),
      consoleLogin({ at: '10:02:00', by: iamUser('eve', { path: '/team/' }) }),
      ...uses(iamUser('eve', { path: '/team/', key: 'ASIATAB', began: '10:02:00' }), ['10:03:00']),
      // Too late for the first sign-in.
      setPassword('10:04:00', 'UpdateLoginProfile', admin, 'eve'),
    ],
    tree: [
      'access key admin ×2 <- long-term | user admin (111122223333), iam-user',
      'role session ops/x ×1 <- missing: not-read | nobody',
      '  password eve ×1 <- UpdateLoginProfile password, certain | user eve (111122223333), iam-user',
      '    console session eve ×1 <- ConsoleLogin sign-in-time, likely | user eve (111122223333), iam-user',
    ],
  },
  {
    title: 'a key that was deleted or deactivated still is the key of its user',
    events: [
      ...uses(iamUser('old', { key: 'AKIAOLD' }), ['10:00:00']),
      call({
        name: 'iam:UpdateAccessKey',
        at: '10:01:00',
        by: admin,
        request: { userName: 'old', accessKeyId: 'AKIAOLD', status: 'Inactive' },
      }),
      call({
        name: 'iam:DeleteAccessKey',
        at: '10:02:00',
        by: admin,
        request: { userName: 'old', accessKeyId: 'AKIAOLD' },
      }),
      // Its use was not read, so nothing is known of it.
      call({
        name: 'iam:DeleteAccessKey',
        at: '10:03:00',
        by: admin,
        request: { userName: 'older', accessKeyId: 'AKIAOLDER' },
      }),
    ],
    tree: [
      'access key admin ×3 <- long-term | user admin (111122223333), iam-user',
      'access key old ×1 <- long-term | user old (111122223333), iam-user',
    ],
  },
];
