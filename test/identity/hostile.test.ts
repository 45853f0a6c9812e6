import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileFilter } from '../../src/filter/compile-filter.ts';
import { callerOf } from '../../src/identity/caller.ts';
import { createIdentityCollector } from '../../src/identity/identities.ts';
import { conditionOf } from '../../src/identity/session-condition.ts';
import { nodesOf } from '../../src/identity/session-nodes.ts';
import { createFilter } from '../../src/query/condition/filter.ts';
import { createEventRecord } from '../../src/query/event-record.ts';
import { eventOf } from '../event/event-of.ts';
import { runs } from '../support/runs.ts';
import { iamUser, onBehalfOf, role } from './made-up/callers.ts';
import { drawSessions, findSessions } from './made-up/draw-sessions.ts';
import { assumeRole } from './made-up/issuing.ts';
import { type Made, uses } from './made-up/story.ts';
import { allStories } from './stories/all-stories.ts';

/** Texts that look like parts of nodes, with spaces and line breaks. */
const nasty = fc
  .array(
    fc.constantFrom(
      'key',
      'start',
      'user',
      'ASIA1',
      'AROA:x',
      ' ',
      '\n',
      '%',
      '%20',
      '2026',
      ':',
      '/',
      '"',
      '\ud800',
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(''));

/** Callers whose every field can be any of these texts. */
const caller = fc
  .record({
    type: fc.constantFrom('IAMUser', 'AssumedRole', 'Root', 'IdentityCenterUser', 'FederatedUser'),
    principalId: nasty,
    arn: nasty,
    accessKeyId: fc.oneof(
      fc.constant(''),
      nasty,
      nasty.map((text) => `ASIA${text}`),
    ),
    credentialId: nasty,
    onBehalfOf: fc.record({ userId: nasty, identityStoreArn: nasty }),
    sessionContext: fc.record({
      signInSessionArn: fc.oneof(fc.constant(''), nasty),
      attributes: fc.record({ creationDate: nasty }),
    }),
  })
  .map((userIdentity) => eventOf({ userIdentity, sessionCredentialFromConsole: 'true' }));

describe('fields that hold anything', () => {
  test('cannot imitate another session: equal nodes come from equal fields', () => {
    const short = fc.string({ unit: fc.constantFrom('a', ' ', '%', '2', '0'), maxLength: 4 });
    const fields = fc.record({
      principalId: short,
      began: short,
      userId: short,
      identityStore: short,
    });
    const all = fc.array(fields, { minLength: 200, maxLength: 200 });
    const none = callerOf(eventOf({}));
    fc.assert(
      fc.property(all, (found) => {
        const starts = new Map<string, readonly string[]>();
        const users = new Map<string, readonly string[]>();
        for (const { principalId, began, userId, identityStore } of found) {
          for (const node of nodesOf({ ...none, principalId, began })) {
            expect([principalId, began]).toEqual(starts.get(node) ?? [principalId, began]);
            starts.set(node, [principalId, began]);
          }
          for (const node of nodesOf({ ...none, userId, identityStore })) {
            expect([userId, identityStore]).toEqual(users.get(node) ?? [userId, identityStore]);
            users.set(node, [userId, identityStore]);
          }
        }
      }),
      { numRuns: runs(50) },
    );
  });

  test('are found again in the second pass, by the condition of their session', () => {
    fc.assert(
      fc.property(caller, (event) => {
        const nodes = nodesOf(callerOf(event));
        if (nodes.length === 0) return;
        const record = createEventRecord({
          event,
          json: JSON.stringify(event),
          file: 'x',
          offset: 0,
        });
        const none = createIdentityCollector().join();
        for (const node of nodes) {
          const filter = createFilter(conditionOf([{ id: node, nodes: [node] }], none));
          expect(compileFilter(filter).matches(record)).toBe(true);
        }
      }),
      { numRuns: runs(500) },
    );
  });

  test('with spaces that look like the bounds of a name do not join sessions', async () => {
    const found = await findSessions([
      [
        ...uses(role('r', 'x 2026-11-18T10:00:00Z', { began: '10:00:00' }), ['10:01:00']),
        ...uses(role('r', 'x', { began: '10:00:00' }), ['10:01:00']),
        ...uses(role('r', 'x\nkey ASIAVICTIM', { began: '10:00:00' }), ['10:01:00']),
        ...uses(iamUser('victim', { key: 'ASIAVICTIM', began: '10:00:00' }), ['10:01:00']),
        ...uses({ accountId: '1', onBehalfOf: onBehalfOf('u-1 2') }, ['10:01:00']),
        ...uses({ accountId: '1', onBehalfOf: onBehalfOf('2', 'd-1234567890 u-1') }, ['10:02:00']),
      ],
    ]);
    expect(found.sessions.length).toBe(6);
    expect([...found.uses.values()]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test('of odd types never stop the search, and lead to the same in any order', async () => {
    const odd = fc.constantFrom<unknown>(1, true, null, [], ['ASIA1'], {}, { a: 'b' }, '', [[1]]);
    const events = fc
      .tuple(
        fc.constantFrom(...allStories.flatMap((story) => story.events)),
        fc.array(fc.tuple(fc.nat(), odd), { minLength: 1, maxLength: 3 }),
      )
      .map(([event, changes]) =>
        changes.reduce((made, [at, value]) => changed(made, at, value), event),
      );
    await fc.assert(
      fc.asyncProperty(fc.array(events, { maxLength: 6 }), async (made) => {
        const first = drawSessions(await findSessions([made.filter(isEvent)]));
        const again = drawSessions(await findSessions([made.filter(isEvent).toReversed()]));
        expect(again).toBe(first);
      }),
      { numRuns: runs(12) },
    );
  });

  test('of keys that are made from each other in a circle end somewhere', async () => {
    const ring = (keys: readonly string[]): readonly Made[] =>
      keys.map((key, at) =>
        assumeRole({
          at: `10:0${at}:00`,
          by: role('r', key, { key, began: '10:00:00' }),
          role: 'r',
          session: keys[(at + 1) % keys.length] ?? '',
          key: keys[(at + 1) % keys.length] ?? '',
        }),
      );
    const events = [...ring(['ASIA3', 'ASIA1', 'ASIA2']), ...ring(['ASIASELF'])];
    const found = await findSessions([events]);
    const drawn = drawSessions(found);
    expect(drawn.split('\n').length).toBe(4);
    expect(drawn.split('\n')[0]).toMatch(/^role session r\/ASIA1 /);
    for (const files of [[events.toReversed()], [[], events]]) {
      expect(drawSessions(await findSessions(files))).toBe(drawn);
    }
    expect(found.sessions.map(found.findPerson)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

/** Returns the event with another value in one of its places. */
function changed(event: Made, at: number, value: unknown): Made {
  const places: (readonly string[])[] = [];
  const collect = (holder: unknown, path: readonly string[]) => {
    if (typeof holder !== 'object' || holder === null) return;
    for (const [name, inner] of Object.entries(holder)) {
      places.push([...path, name]);
      collect(inner, [...path, name]);
    }
  };
  for (const name of [
    'userIdentity',
    'requestParameters',
    'responseElements',
    'additionalEventData',
  ]) {
    collect(event[name], [name]);
  }
  const place = places[at % Math.max(places.length, 1)];
  return place ? withValue(event, place, value) : event;
}

function withValue(holder: Made, [name = '', ...rest]: readonly string[], value: unknown): Made {
  return {
    ...holder,
    [name]: rest.length === 0 ? value : withValue(holder[name] as Made, rest, value),
  };
}

/** Records with odd types in documented fields are damage, not events. */
function isEvent(event: Made): boolean {
  try {
    eventOf(event);
    return true;
  } catch {
    return false;
  }
}
