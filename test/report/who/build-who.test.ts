import { describe, expect, test } from 'vitest';
import type { Caller } from '../../../src/identity/caller.ts';
import { callerOfValues } from '../../../src/identity/caller.ts';
import type { Identities } from '../../../src/identity/identities.ts';
import type { IdentityEvent } from '../../../src/identity/identity-event.ts';
import type { SessionUse } from '../../../src/identity/measure-sessions.ts';
import type { Origin, Session } from '../../../src/identity/session.ts';
import type { SessionNode } from '../../../src/identity/session-tree.ts';
import { parseThing } from '../../../src/identity/thing.ts';
import type { Ledger } from '../../../src/query/ledger.ts';
import { buildWho } from '../../../src/report/who/build-who.ts';
import { coverageOf } from '../../../src/report/who/coverage.ts';
import { originWords } from '../../../src/report/who/origin-words.ts';

const caller: Caller = {
  ...callerOfValues([]),
  ...{ type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice', userName: 'alice' },
};

function eventAt(time: number): IdentityEvent {
  return { kind: 'issue', name: 'AssumeRole', id: 'e-1', time, by: caller, address: '', agent: '' };
}

const noUse = { events: 1, ok: 1, denied: 0, failed: 0, writes: 1 };
const useAt = (time: number): SessionUse => ({
  ...{ ...noUse, first: time, last: time },
  addresses: [{ value: '192.0.2.1', events: 1, first: time, last: time }],
  programs: [],
  firstWrites: [
    { event: { eventName: 'CreateUser' }, json: '', key: '', time, file: '', offset: 0 },
  ],
});

/** Builds the report of alice's key and one session made with it. */
function reportOf(origin: Origin, use: SessionUse | undefined) {
  const root: Session = {
    id: 'key AKIAEXAMPLE0000000001',
    nodes: ['key AKIAEXAMPLE0000000001'],
    caller,
  };
  const child: Session = { id: 'key ASIAEXAMPLE0000000001', nodes: ['key ASIAEXAMPLE0000000001'] };
  const leaf: SessionNode = { session: child, origin, children: [] };
  const tree: SessionNode = {
    session: root,
    origin: { kind: 'principal', how: 'long-term' },
    children: [leaf],
  };
  return buildWho({
    thing: parseThing('AKIAEXAMPLE0000000001'),
    sought: [root],
    trees: { pathTo: () => [root], treeOf: () => tree },
    findPerson: () => undefined,
    findOrigin: () => origin,
    findWarnings: () => [],
    uses: new Map(use ? [[child.id, use]] : []),
    sessionAt: () => child,
    coverage: { from: null, to: null, issuing: 0, text: '' },
    accounts: new Set(),
  });
}

describe('the report of who it was', () => {
  test('has null for times that are not valid', () => {
    const session: Session = { id: 'key AKIAEXAMPLE0000000001', nodes: [], caller };
    const origin: Origin = {
      ...{ kind: 'session', session, how: 'key', certainty: 'certain' },
      event: eventAt(Number.NaN),
    };
    for (const time of [Number.NaN, Number.POSITIVE_INFINITY, 1e300]) {
      const [child] = reportOf(origin, useAt(time)).trees[0]?.children ?? [];
      expect(child?.origin.event?.time).toBeNull();
      expect(child?.use).toMatchObject({ first: null, last: null, firstWrites: [{ time: null }] });
      expect(child?.use?.addresses).toMatchObject([{ first: null, last: null }]);
    }
    const [child] = reportOf(origin, useAt(0)).trees[0]?.children ?? [];
    expect(child?.use?.first).toBe('1970-01-01T00:00:00Z');
  });

  test('has who asked for the credentials, and who an identity provider vouched for', () => {
    const event = {
      ...eventAt(0),
      subject: 'carol@example.com',
      provider: 'arn:aws:iam::1:saml/idp',
    };
    const origins: readonly (readonly [Origin, object])[] = [
      [
        { kind: 'provider', event },
        { by: 'arn:aws:iam::1:saml/idp', subject: 'carol@example.com' },
      ],
      [{ kind: 'service', service: 'ec2.amazonaws.com', event }, { by: 'ec2.amazonaws.com' }],
      [
        { kind: 'missing', reason: 'not-read' },
        { by: null, event: null, text: 'not known: no event that was read issued them' },
      ],
    ];
    for (const [origin, expected] of origins) {
      expect(reportOf(origin, undefined).trees[0]?.children[0]?.origin).toMatchObject(expected);
    }
  });
});

test('the coverage has the first and the last valid time', () => {
  const events = [eventAt(5000), eventAt(Number.NaN), eventAt(1000)];
  const ledger = { filesRead: 2, errors: [], matched: 1, notMatched: 3, duplicates: 0 };
  const coverage = coverageOf(
    { events: () => events } as Partial<Identities> as Identities,
    ledger as Partial<Ledger> as Ledger,
  );
  expect(coverage).toEqual({
    ...{ from: '1970-01-01T00:00:01Z', to: '1970-01-01T00:00:05Z', issuing: 3 },
    text: 'Read 2 files twice, 4 records: 1 event of these sessions. 3 events issued credentials or signed in, 1970-01-01T00:00:01Z to 1970-01-01T00:00:05Z.',
  });
});

test('only guesses by time are likely', () => {
  const likely = Object.entries(originWords).filter(([, { group }]) => group === 'likely');
  expect(likely.map(([how]) => how)).toEqual(['sign-in-time', 'vend-time']);
});
