import { describe, expect, test } from 'vitest';
import { type Caller, callerOf } from '../../src/identity/caller.ts';
import { type Chains, createChains } from '../../src/identity/chains.ts';
import { createIdentityCollector, type IdentityCollector } from '../../src/identity/identities.ts';
import { readIdentityEvent } from '../../src/identity/identity-calls.ts';
import type { IdentityEvent } from '../../src/identity/identity-event.ts';
import { conditionOf } from '../../src/identity/session-condition.ts';
import { keyNode } from '../../src/identity/session-nodes.ts';
import { createEventRecord } from '../../src/query/event-record.ts';
import { eventOf } from '../event/event-of.ts';
import { iamUser, role } from './made-up/callers.ts';
import { assumeRole, consoleLogin } from './made-up/issuing.ts';
import type { Made } from './made-up/story.ts';

/** Collects and joins; with time that is not linear, the test would exceed its time limit. */
function chainsOf(collect: (collector: IdentityCollector) => void): Chains {
  const collector = createIdentityCollector();
  collect(collector);
  return createChains(collector.join());
}

function callerIn(userIdentity: Made): Caller {
  return callerOf(eventOf({ userIdentity }));
}

function identityEventOf(made: Made): IdentityEvent {
  const event = eventOf(made);
  const record = { event, json: JSON.stringify(event), file: 'x', offset: 0 };
  const found = readIdentityEvent(createEventRecord(record), callerOf(event));
  if (!found) throw new Error('not an identity event');
  return found;
}

const issuance = identityEventOf(
  assumeRole({
    at: '10:00:00',
    by: iamUser('deploy', { key: 'AKIADEPLOY' }),
    role: 'ops',
    session: 'ci',
    key: 'ASIAOPS',
    fields: { sharedEventID: 'shared-1' },
  }),
);

// Quadratic time would take hours; a busy machine may take longer than for other tests.
describe('of many', { timeout: 180_000 }, () => {
  test('keys of the console in the same second, all are one session', () => {
    const caller = callerIn(iamUser('alice', { key: 'ASIATAB', began: '10:00:00' }));
    const { identities, findPerson, trees } = chainsOf((collector) => {
      for (let at = 0; at < 100_000; at++) {
        collector.addCaller({ ...caller, accessKey: `ASIATAB${at}` });
      }
      collector.addEvent(identityEventOf(consoleLogin({ at: '09:59:00', by: iamUser('alice') })));
    });
    const session = identities.sessionOf({ ...caller, accessKey: 'ASIATAB7' });
    expect(session?.nodes.length).toBe(100_001);
    expect(identities.sessions().length).toBe(2);
    expect(session && findPerson(session)?.name).toBe('alice (111122223333)');
    expect(session && trees.pathTo(session).length).toBe(2);
    expect(session && conditionOf([session], identities).kind).toBe('any');
  });

  test('issuances by one key, each is a session below it', () => {
    const count = 200_000;
    const unread = callerIn(role('ops', 'ci', { key: 'ASIAX', began: '10:00:00' }));
    const { identities, findPerson, trees } = chainsOf((collector) => {
      for (let at = 0; at < count; at++) {
        // All in the same second, for one name of a session, and with one ID of twins.
        collector.addEvent({ ...issuance, id: `${at}`, key: `ASIA${at}`, account: `${at % 3}` });
      }
      // Sessions of the same name whose issuance was not read.
      for (let at = 0; at < 20_000; at++) {
        collector.addCaller({ ...unread, accessKey: `ASIAX${at}` });
      }
    });
    const root = identities.sessionAt(keyNode('AKIADEPLOY'));
    expect(trees.treeOf(root).children.length).toBe(count);
    expect(findPerson(identities.sessionAt(keyNode('ASIA7')))?.name).toBe('deploy (111122223333)');
    expect(findPerson(identities.sessionAt(keyNode('ASIAX7')))).toBeUndefined();
  });

  test('sign-ins and sessions of one user, each session finds the sign-in before it', () => {
    const caller = callerIn(iamUser('alice', { key: 'ASIATAB', began: '10:00:00' }));
    const login = identityEventOf(consoleLogin({ at: '10:00:00', by: iamUser('alice') }));
    const { identities, findOrigin } = chainsOf((collector) => {
      for (let at = 0; at < 50_000; at++) {
        const time = login.time + at * 1000;
        const began = new Date(time).toISOString().replace('.000', '');
        collector.addEvent({ ...login, id: `${at}`, time: time - 500 });
        collector.addCaller({ ...caller, accessKey: `ASIATAB${at}`, began });
      }
    });
    const origins = identities.sessions().map(findOrigin);
    expect(origins.filter(({ kind }) => kind === 'session').length).toBe(50_000);
  });

  test('sessions in a chain, the last one is of the user at its beginning', () => {
    const count = 5000;
    const { identities, findPerson, trees } = chainsOf((collector) => {
      for (let at = 0; at < count; at++) {
        const by = callerIn(role('ops', 'ci', { key: `ASIA${at}`, began: '10:00:00' }));
        collector.addEvent({
          ...issuance,
          ...(at > 0 && { by }),
          id: `${at}`,
          key: `ASIA${at + 1}`,
        });
      }
    });
    const last = identities.sessionAt(keyNode(`ASIA${count}`));
    const path = trees.pathTo(last);
    expect(path.length).toBe(count + 1);
    expect(findPerson(last)?.name).toBe('deploy (111122223333)');
    let depth = 0;
    for (let node = trees.treeOf(path[0]).children[0]; node; node = node.children[0]) depth++;
    expect(depth).toBe(count);
  });
});
