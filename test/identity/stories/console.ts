import { iamUser, ofAccount, principalOf, role, root } from '../made-up/callers.ts';
import { assumeRole, consoleLogin, failedLogin, switchRole } from '../made-up/issuing.ts';
import { home, other, type Story, uses } from '../made-up/story.ts';

const tab = (key: string, began = '10:00:30') => iamUser('alice', { key, began, mfa: true });
const fromConsole = { sessionCredentialFromConsole: 'true' };
const consoleAgent = {
  userAgent: 'AWS Signin, aws-internal/3 aws-sdk-java/1.12',
  sourceIPAddress: '198.51.100.7',
};
const alice = `arn:aws:iam::${home}:user/alice`;
const switched = (key: string, began = '10:10:00', account = home) =>
  role('ops', 'alice', { key, began, account });

/** The call of the console that gets the credentials of a role. */
const toRole = { at: '10:10:00', role: 'ops', session: 'alice', key: 'ASIASWITCH' };

/** The calls of a switch to a role of another account, but for the one that says so. */
const toOtherOps = [
  assumeRole({
    ...toRole,
    by: tab('ASIATAB1'),
    in: other,
    fields: { ...consoleAgent, sharedEventID: 'shared-1' },
  }),
  assumeRole({
    ...toRole,
    by: ofAccount(home, 'AIDAALICE1111'),
    account: other,
    fields: { ...consoleAgent, sharedEventID: 'shared-1' },
  }),
  ...uses(switched('ASIAOPS1', '10:10:00', other), ['10:11:00'], fromConsole),
  ...uses(switched('ASIAOPS2', '10:10:00', other), ['10:12:00'], fromConsole),
];

/** The calls of a switch in one account. */
const toOps = [
  assumeRole({ ...toRole, by: tab('ASIATAB1'), fields: consoleAgent }),
  switchRole({ at: '10:10:00', by: role('ops', 'alice', { began: '10:10:00' }), from: alice }),
];

export const consoles: readonly Story[] = [
  {
    title: 'the console of a user is one session of many keys, likely of the sign-in before it',
    events: [
      consoleLogin({ at: '08:00:00', by: iamUser('alice') }),
      consoleLogin({ at: '10:00:00', by: iamUser('alice') }),
      ...['1', '2', '3', '4'].flatMap((tabNumber) =>
        uses(tab(`ASIATAB${tabNumber}`), [`10:0${tabNumber}:00`]),
      ),
      ...uses(tab('ASIATAB1'), ['10:30:00'], fromConsole),
      // A later session of the same sign-in.
      ...uses(tab('ASIALATER', '12:00:00'), ['12:01:00']),
      // Nobody had signed in within the longest time of a session.
      ...uses(tab('ASIALATEST', '23:00:00'), ['23:01:00']),
    ],
    tree: [
      'console session alice ×1 <- missing: not-read | user alice (111122223333), iam-user',
      'password alice ×2 <- long-term | user alice (111122223333), iam-user',
      '  console session alice ×1 <- ConsoleLogin sign-in-time, likely | user alice (111122223333), iam-user',
      '  console session alice ×5 <- ConsoleLogin sign-in-time, likely | user alice (111122223333), iam-user',
    ],
  },
  {
    title: 'the console of root comes from the sign-in of root',
    events: [
      consoleLogin({ at: '10:00:00', by: root() }),
      ...uses(root({ key: 'ASIAROOT1', began: '10:00:05' }), ['10:01:00']),
      ...uses(root({ key: 'ASIAROOT2', began: '10:00:05' }), ['10:02:00']),
    ],
    tree: [
      'password root ×1 <- long-term | root root (111122223333), root',
      '  console session root ×2 <- ConsoleLogin sign-in-time, likely | root root (111122223333), root',
    ],
  },
  {
    title: 'a failed sign-in as root, or as a user, is of no session',
    events: [
      failedLogin({ at: '09:00:00', by: root() }),
      failedLogin({ at: '09:10:00', by: iamUser('alice') }),
      consoleLogin({ at: '10:00:00', by: root() }),
    ],
    tree: ['password root ×1 <- long-term | root root (111122223333), root'],
  },
  {
    title: 'a switch of the role in the console leads to one session below that of the user',
    events: [
      ...uses(tab('ASIATAB1'), ['10:01:00']),
      ...toOps,
      ...uses(switched('ASIAOPS1'), ['10:11:00'], fromConsole),
      ...uses(switched('ASIAOPS2'), ['10:12:00', '10:13:00'], fromConsole),
    ],
    tree: [
      'console session alice ×2 <- missing: before | user alice (111122223333), iam-user',
      '  role session ops/alice ×4 <- AssumeRole switch, certain | user alice (111122223333), iam-user',
    ],
  },
  {
    title: 'keys of a switched role that are not marked as the console’s are likely of the switch',
    events: [
      ...uses(tab('ASIATAB1'), ['10:01:00']),
      ...toOps,
      ...uses(switched('ASIAOPS1'), ['10:11:00']),
    ],
    tree: [
      'console session alice ×2 <- missing: before | user alice (111122223333), iam-user',
      '  role session ops/alice ×1 <- AssumeRole switch, likely | user alice (111122223333), iam-user, likely',
      '  role session ops/alice ×1 <- AssumeRole switch, certain | user alice (111122223333), iam-user',
    ],
  },
  {
    title: 'a switch to a role of another account is known when both logs were read',
    events: [
      ...toOtherOps,
      switchRole({
        at: '10:10:00',
        by: role('ops', 'alice', { began: '10:10:00', account: other }),
        from: alice,
      }),
    ],
    tree: [
      'console session alice ×1 <- missing: before | user alice (111122223333), iam-user',
      '  role session ops/alice ×3 <- AssumeRole switch, certain | user alice (111122223333), iam-user',
    ],
  },
  {
    title: 'a program that takes the name of the console’s makes a switch only likely',
    events: toOtherOps,
    tree: [
      'console session alice ×1 <- missing: before | user alice (111122223333), iam-user',
      '  role session ops/alice ×2 <- AssumeRole switch, likely | user alice (111122223333), iam-user, likely',
      '  role session ops/alice <- AssumeRole twin, certain | user alice (111122223333), iam-user',
    ],
  },
  {
    title: 'a switch names the user from whom it was made, though the call for it was not read',
    events: [
      consoleLogin({ at: '10:00:00', by: iamUser('alice') }),
      switchRole({ at: '10:10:00', by: role('ops', 'alice', { began: '10:10:00' }), from: alice }),
      ...uses(switched('ASIAOPS1'), ['10:11:00'], fromConsole),
      // In this second, two people switched to the role.
      ...[alice, `arn:aws:iam::${other}:user/alice`].map((from) =>
        switchRole({ at: '10:20:00', by: role('ops', 'alice', { began: '10:20:00' }), from }),
      ),
      ...uses(switched('ASIAOPS2', '10:20:00'), ['10:21:00'], fromConsole),
    ],
    tree: [
      'password alice ×1 <- long-term | user alice (111122223333), iam-user',
      '  role session ops/alice ×2 <- SwitchRole switch, likely | user alice (111122223333), iam-user, likely',
      'role session ops/alice ×3 <- missing: not-read | nobody',
    ],
  },
  {
    title: 'of two who switched to a role with the same name in the same second, nobody is named',
    events: [
      ...toOps,
      assumeRole({
        at: '10:10:00',
        by: ofAccount(other, principalOf('x', 'alice')),
        role: 'ops',
        session: 'alice',
        key: 'ASIAIMPOSTOR',
        fields: consoleAgent,
      }),
      ...uses(switched('ASIAOPS1'), ['10:11:00'], fromConsole),
      ...uses(switched('ASIAOPS2'), ['10:12:00'], fromConsole),
    ],
    tree: [
      'console session alice ×1 <- missing: before | user alice (111122223333), iam-user',
      '  role session ops/alice <- AssumeRole key, certain | user alice (111122223333), iam-user',
      'role session ops/alice <- missing: other-account | nobody',
      'role session ops/alice ×1 <- missing: not-read | nobody',
      'role session ops/alice ×1 <- missing: not-read | nobody',
      'role session ops/alice ×1 <- missing: not-read | nobody',
    ],
  },
  {
    title: 'a program that names itself like the console has not switched the role',
    events: [
      assumeRole({
        at: '10:10:00',
        by: iamUser('mallory', { key: 'AKIAMALLORY' }),
        role: 'ops',
        session: 'alice',
        key: 'ASIAMALLORY',
        fields: consoleAgent,
      }),
      ...uses(switched('ASIAMALLORY'), ['10:11:00']),
    ],
    tree: [
      'access key mallory ×1 <- long-term | user mallory (111122223333), iam-user',
      '  role session ops/alice ×1 <- AssumeRole key, certain | user mallory (111122223333), iam-user',
    ],
  },
  {
    title:
      'a role that a program assumed in the second of a switch from elsewhere is not of the switch',
    events: [
      assumeRole({
        at: '10:10:00',
        by: iamUser('mallory', { key: 'AKIAMALLORY' }),
        role: 'ops',
        session: 'alice',
        key: 'ASIAMALLORY',
      }),
      switchRole({ at: '10:10:00', by: role('ops', 'alice', { began: '10:10:00' }), from: alice }),
      ...uses(switched('ASIAOPS1'), ['10:11:00'], fromConsole),
    ],
    tree: [
      'access key mallory ×1 <- long-term | user mallory (111122223333), iam-user',
      '  role session ops/alice <- AssumeRole key, certain | user mallory (111122223333), iam-user',
      'role session ops/alice ×2 <- missing: not-read | nobody',
    ],
  },
];
