import { describe, expect, test } from 'vitest';
import { federated, iamUser, onBehalfOf, portalUser, role } from './made-up/callers.ts';
import { drawStory, type Found, findSessions } from './made-up/draw-sessions.ts';
import { assumeRole, getRoleCredentials, userAuthentication } from './made-up/issuing.ts';
import { home, type Made, other, uses } from './made-up/story.ts';

const fromConsole = { sessionCredentialFromConsole: 'true' };
const ssoPath = '/aws-reserved/sso.amazonaws.com/';
const ssoRole = 'AWSReservedSSO_Admin_0123456789abcdef';

/** Returns the persons of all sessions that events were read of. */
async function personsOf(events: readonly Made[]) {
  const found: Found = await findSessions([events]);
  return found.sessions.map((session) => found.findPerson(session));
}

describe('two people are never one:', () => {
  const alice = iamUser('alice', { key: 'AKIAALICE' });
  const bob = iamUser('bob', { key: 'AKIABOB' });
  const shared = { at: '10:00:00', role: 'ops', session: 'deploy' };

  test('who assume a role with one session name in the same second have two sessions', async () => {
    const drawn = await drawStory([
      assumeRole({ ...shared, by: alice, key: 'ASIAONE' }),
      assumeRole({ ...shared, by: bob, key: 'ASIATWO' }),
      ...['ASIAONE', 'ASIATWO'].flatMap((key) =>
        uses(role('ops', 'deploy', { key, began: '10:00:00' }), ['10:01:00']),
      ),
      ...['ASIAONE', 'ASIATWO'].flatMap((key) =>
        uses(role('ops', 'deploy', { key, began: '10:00:00' }), ['10:02:00'], fromConsole),
      ),
    ]);
    expect(drawn.split('\n')).toEqual([
      'access key alice ×1 <- long-term | user alice (111122223333), iam-user',
      '  role session ops/deploy ×2 <- AssumeRole key, certain | user alice (111122223333), iam-user',
      'access key bob ×1 <- long-term | user bob (111122223333), iam-user',
      '  role session ops/deploy ×2 <- AssumeRole key, certain | user bob (111122223333), iam-user',
    ]);
  });

  test('their keys are of nobody when it is not known which of them got which', async () => {
    const drawn = await drawStory([
      assumeRole({ ...shared, by: alice, key: 'ASIAONE' }),
      assumeRole({ ...shared, by: bob, key: 'ASIATWO' }),
      ...['ASIATAB1', 'ASIATAB2'].flatMap((key) =>
        uses(role('ops', 'deploy', { key, began: '10:00:00' }), ['10:02:00'], fromConsole),
      ),
    ]);
    expect(drawn.split('\n').filter((line) => line.includes('nobody'))).toEqual([
      'role session ops/deploy ×1 <- missing: not-read | nobody',
      'role session ops/deploy ×1 <- missing: not-read | nobody',
    ]);
  });

  test('users with one name in two identity stores are two persons', async () => {
    const name = 'alice@example.com';
    const persons = await personsOf([
      userAuthentication(portalUser('u-1', { store: 'd-1', token: 't-1' }), '09:00:00', name),
      userAuthentication(portalUser('u-2', { store: 'd-2', token: 't-2' }), '09:00:00', name),
      ...uses(role(ssoRole, name, { key: 'ASIA1', path: ssoPath, began: '09:00:00' }), [
        '09:01:00',
      ]),
      ...uses(
        role(ssoRole, name, { account: other, key: 'ASIA2', path: ssoPath, began: '09:00:00' }),
        ['09:01:00'],
      ),
    ]);
    expect(persons.map((person) => person?.name)).toEqual([name, name, name, name]);
    expect(new Set(persons.map((person) => person?.id)).size).toBe(4);
  });

  test('a role is of the user of the identity store that gives out roles in its account', async () => {
    const name = 'alice@example.com';
    const one = portalUser('u-1', { store: 'd-1', token: 't-1' });
    const persons = await personsOf([
      userAuthentication(one, '09:00:00', name),
      userAuthentication(portalUser('u-2', { store: 'd-2', token: 't-2' }), '09:00:00', name),
      getRoleCredentials({ at: '08:00:00', by: one, permissionSet: 'Other', in: other }),
      ...uses(
        role(ssoRole, name, { account: other, key: 'ASIA2', path: ssoPath, began: '09:00:00' }),
        ['09:01:00'],
      ),
    ]);
    const ids = persons.map((person) => person?.id);
    expect(ids[2]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[1]);
  });

  test('users of IAM with one name in two accounts are two persons', async () => {
    const persons = await personsOf(
      [home, other].flatMap((account) =>
        uses(iamUser('alice', { account, key: `AKIA${account}` }), ['10:00:00']),
      ),
    );
    expect(persons.map((person) => person?.name)).toEqual([
      'alice (111122223333)',
      'alice (444455556666)',
    ]);
    expect(persons[0]?.id).not.toBe(persons[1]?.id);
  });

  test('a key that a service uses for several users is of none of them', async () => {
    const of = (userId: string) =>
      uses(
        role('athena', 's', {
          key: 'ASIASHARED',
          began: '10:00:00',
          more: { onBehalfOf: onBehalfOf(userId) },
        }),
        ['10:01:00'],
      );
    expect(await personsOf([...of('u-1'), ...of('u-2')])).toEqual([undefined]);
    const [person] = await personsOf(of('u-1'));
    expect(person?.name).toBe('u-1');
  });

  test('federated users of one name, issued by two users in the same second, are two', async () => {
    const names = (keys: readonly (string | undefined)[]) =>
      personsOf(
        keys.flatMap((key, at) =>
          uses(
            federated('backdoor', at === 0 ? 'alice' : 'bob', {
              ...(key !== undefined && { key }),
              began: '10:00:00',
            }),
            ['10:01:00'],
            fromConsole,
          ),
        ),
      ).then((persons) => persons.map((person) => person?.name));
    expect(await names(['ASIATAB1', 'ASIATAB2'])).toEqual([
      'alice (111122223333)',
      'bob (111122223333)',
    ]);
    // Without keys, nothing distinguishes them, so that nobody is named.
    expect(await names([undefined, undefined])).toEqual([undefined]);
  });

  test('a key with which events name two users is of neither', async () => {
    const persons = await personsOf(
      ['alice', 'bob'].flatMap((name) => uses(iamUser(name, { key: 'AKIASAME' }), ['10:01:00'])),
    );
    expect(persons).toEqual([undefined]);
  });

  test('a federated user is not the user of IAM whose name it has', async () => {
    const persons = await personsOf([
      ...uses(federated('alice', 'deploy', { key: 'ASIAFED', began: '10:00:00' }), ['10:01:00']),
    ]);
    expect(persons.map((person) => person?.name)).toEqual(['deploy (111122223333)']);
  });
});

describe('what is likely never becomes certain:', () => {
  test('a person who was found by a likely step is likely in all sessions below it', async () => {
    const tab = (key: string) => role('ops', 'alice', { key, began: '10:10:00' });
    const chain = (from: number): Made =>
      assumeRole({
        at: `10:1${from + 1}:00`,
        by:
          from === 0
            ? tab('ASIATAB')
            : role(`r${from}`, 's', { key: `ASIAR${from}`, began: `10:1${from}:00` }),
        role: `r${from + 1}`,
        session: 's',
        key: `ASIAR${from + 1}`,
      });
    const drawn = await drawStory([
      assumeRole({
        at: '10:10:00',
        by: iamUser('alice', { key: 'ASIACONSOLE', began: '10:00:00' }),
        role: 'ops',
        session: 'alice',
        key: 'ASIASWITCH',
        fields: { userAgent: 'AWS Signin, aws-internal/3' },
      }),
      ...uses(tab('ASIATAB'), ['10:10:30']),
      ...[0, 1, 2, 3].map(chain),
    ]);
    expect(drawn.split('\n').filter((line) => /^ {2,}role session r/.test(line))).toEqual(
      [1, 2, 3, 4].map(
        (number) =>
          `${'  '.repeat(number + 1)}role session r${number}/s${number < 4 ? ' ×1' : ''} <- AssumeRole key, certain | user alice (111122223333), iam-user, likely`,
      ),
    );
  });
});
