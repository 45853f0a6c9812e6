import { describe, expect, test } from 'vitest';
import { callerOf } from '../../src/identity/caller.ts';
import type { SessionUse } from '../../src/identity/measure-sessions.ts';
import { nodesOf } from '../../src/identity/session-nodes.ts';
import { createFindWarnings } from '../../src/identity/session-warnings.ts';
import { eventOf } from '../event/event-of.ts';
import { iamUser, role } from './made-up/callers.ts';
import { findSessions } from './made-up/draw-sessions.ts';
import { assumeRole } from './made-up/issuing.ts';
import { at, call, type Made } from './made-up/story.ts';

const user = iamUser('alice', { key: 'AKIAALICE' });

/** Returns the kinds of warnings about the caller's session, used at these times and addresses. */
async function warningsOf(events: readonly Made[], caller: object, times: [string, string][]) {
  const chains = await findSessions([events]);
  const identity = callerOf(eventOf({ userIdentity: caller }));
  const session = chains.identities.sessionOf(identity);
  if (!session || nodesOf(identity).length === 0) throw new Error('no session');
  const seen = times.map(([value, time]) => {
    const when = Date.parse(time);
    return { value, events: 1, first: when, last: when };
  });
  const use: SessionUse = {
    ...{ events: 2, ok: 2, denied: 0, failed: 0, writes: 0, programs: [], firstWrites: [] },
    first: seen[0]?.first ?? 0,
    last: seen.at(-1)?.last ?? 0,
    addresses: seen,
  };
  return createFindWarnings(chains, new Map([[session.id, use]]))(session).map(({ kind }) => kind);
}

const ops = { at: '10:00:00', by: user, role: 'ops', session: 'ci', key: 'ASIAOPS' };
const opsCaller = role('ops', 'ci', { key: 'ASIAOPS', began: '10:00:00' });

describe('a session is suspicious', () => {
  test('not when it is used within its time from one address', async () => {
    const times: [string, string][] = [['192.0.2.1', at('12:00:00')]];
    expect(await warningsOf([assumeRole(ops)], opsCaller, times)).toEqual([]);
  });

  test('when it is used longer than a role session can last', async () => {
    const times: [string, string][] = [['192.0.2.1', '2026-11-19T12:00:00Z']];
    expect(await warningsOf([assumeRole(ops)], opsCaller, times)).toEqual([
      'session-over-its-maximum',
    ]);
  });

  test('when its key is used after it was deleted, but not in the minutes in which it still works', async () => {
    const request = { accessKeyId: 'AKIAALICE', userName: 'alice' };
    const ended = call({ name: 'iam:DeleteAccessKey', at: '10:00:00', by: user, request });
    const usedAt = (time: string) => warningsOf([ended], user, [['192.0.2.1', at(time)]]);
    expect(await usedAt('10:02:00')).toEqual([]);
    expect(await usedAt('11:00:00')).toEqual(['key-used-after-its-end']);
  });

  test('when the credentials of an instance are used from a second address', async () => {
    const instance = role('web', 'i-0abc1234567890def', {
      key: 'ASIAWEB',
      began: '10:00:00',
      context: { ec2RoleDelivery: '2.0' },
    });
    const events = [call({ name: 'ec2:DescribeInstances', at: '10:01:00', by: instance })];
    const one: [string, string][] = [['192.0.2.1', at('10:01:00')]];
    expect(await warningsOf(events, instance, one)).toEqual([]);
    expect(await warningsOf(events, instance, [...one, ['198.51.100.9', at('10:05:00')]])).toEqual([
      'instance-credentials-elsewhere',
    ]);
  });
});
