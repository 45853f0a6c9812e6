import { iamUser, ofAccount, role } from '../made-up/callers.ts';
import { assumeRole, deniedAssumeRole } from '../made-up/issuing.ts';
import { home, type Made, other, type Story, uses } from '../made-up/story.ts';

const alice = iamUser('alice', { key: 'AKIAALICE' });
const assumed = { at: '10:00:00', role: 'audit', session: 'alice', key: 'ASIAAUDIT', in: other };
const shared = { sharedEventID: 'shared-1' };

const ofCaller = assumeRole({ ...assumed, by: alice, fields: shared });
const ofTarget = assumeRole({
  ...assumed,
  by: ofAccount(home, alice.principalId),
  account: other,
  fields: shared,
});
const used: readonly Made[] = uses(
  role('audit', 'alice', { account: other, key: 'ASIAAUDIT', began: '10:00:00' }),
  ['10:01:00', '10:02:00'],
);

export const acrossAccounts: readonly Story[] = [
  {
    title: 'a role of another account is of its caller when the logs of both accounts were read',
    events: [ofCaller, ofTarget, ...used],
    tree: [
      'access key alice ×1 <- long-term | user alice (111122223333), iam-user',
      '  role session audit/alice ×2 <- AssumeRole twin, certain | user alice (111122223333), iam-user',
    ],
  },
  {
    title: 'the log of the caller’s account is enough to know the caller',
    events: [ofCaller, ...used],
    tree: [
      'access key alice ×1 <- long-term | user alice (111122223333), iam-user',
      '  role session audit/alice ×2 <- AssumeRole key, certain | user alice (111122223333), iam-user',
    ],
  },
  {
    title: 'the log of the role’s account alone does not name the caller',
    events: [ofTarget, ...used],
    tree: ['role session audit/alice ×2 <- missing: other-account | nobody'],
  },
  {
    title: 'the event of the caller’s account is found by the shared ID when it lacks the key',
    // Another event, since all stories are read together, too.
    events: [{ ...ofCaller, eventID: 'without-a-key', responseElements: null }, ofTarget, ...used],
    tree: [
      'access key alice ×1 <- long-term | user alice (111122223333), iam-user',
      '  role session audit/alice ×2 <- AssumeRole twin, certain | user alice (111122223333), iam-user',
    ],
  },
  {
    title: 'a call that was denied issues nothing',
    events: [
      deniedAssumeRole({ at: '10:00:00', by: alice, role: 'audit', session: 'alice' }),
      ...used,
    ],
    tree: [
      'access key alice ×1 <- long-term | user alice (111122223333), iam-user',
      'role session audit/alice ×2 <- missing: not-read | nobody',
    ],
  },
  {
    title: 'a chain of roles leads to the user at its beginning',
    events: [
      assumeRole({ at: '10:00:00', by: alice, role: 'a', session: 'x', key: 'ASIAA' }),
      assumeRole({
        at: '10:01:00',
        by: role('a', 'x', { key: 'ASIAA', began: '10:00:00' }),
        role: 'b',
        session: 'y',
        key: 'ASIAB',
      }),
      assumeRole({
        at: '10:02:00',
        by: role('b', 'y', { key: 'ASIAB', began: '10:01:00' }),
        role: 'c',
        session: 'z',
        key: 'ASIAC',
      }),
      ...uses(role('c', 'z', { key: 'ASIAC', began: '10:02:00' }), ['10:03:00']),
    ],
    tree: [
      'access key alice ×1 <- long-term | user alice (111122223333), iam-user',
      '  role session a/x ×1 <- AssumeRole key, certain | user alice (111122223333), iam-user',
      '    role session b/y ×1 <- AssumeRole key, certain | user alice (111122223333), iam-user',
      '      role session c/z ×1 <- AssumeRole key, certain | user alice (111122223333), iam-user',
    ],
  },
];
