import { isIP } from 'node:net';
import { lazy } from '../lazy.ts';
import type { Chains } from './chains.ts';
import { groupBy } from './group-by.ts';
import type { IdentityEvent } from './identity-event.ts';
import type { Seen, SessionUse } from './measure-sessions.ts';
import type { Session } from './session.ts';
import { readNode } from './session-nodes.ts';

/** What is suspicious about how a session was used. */
export interface SessionWarning {
  readonly kind:
    | 'second-address'
    | 'after-end-of-key'
    | 'too-long'
    | 'long-chain'
    | 'sign-in-token';
  /** Epoch milliseconds of the event that shows it; undefined when none does. */
  readonly time?: number;
  /** The address, the number of hops or the hours, where there is one. */
  readonly value: string;
}

/** Roles can be assumed for 12 hours, and users can get tokens for 36 (IAM and STS, quotas). */
const longestHours = { role: 12, token: 36 } as const;
/**
 * The time for which a key that was deleted may still work, because IAM is eventually consistent.
 */
const delay = 5 * 60_000;
/** A chain of more roles than this is rare. */
const usualHops = 3;
const hour = 3_600_000;

/** Returns the function that judges how a session was used; `uses` are by the session's ID. */
export function createFindWarnings(
  { identities, trees, findPerson }: Chains,
  uses: ReadonlyMap<string, SessionUse>,
): (session: Session) => readonly SessionWarning[] {
  const ends = lazy(() => firstOf(identities.events(), 'end-key', ({ key = '' }) => key));
  const tokens = lazy(() =>
    firstOf(identities.events(), 'sign-in-token', ({ by }) =>
      by.accessKey === '' ? '' : (identities.sessionOf(by)?.id ?? ''),
    ),
  );
  const workloadOf = (session: Session) => {
    const person = findPerson(session);
    return person?.kind === 'workload' ? person.id : undefined;
  };
  const firstAddresses = lazy(() =>
    firstAddressesOf([...uses].map(([id, use]) => [workloadOf(identities.sessionAt(id)), use])),
  );
  return (session) => {
    const use = uses.get(session.id);
    return [
      ...secondAddress(firstAddresses().get(workloadOf(session) ?? ''), use),
      ...afterEnd(session, ends(), use),
      ...tooLong(session, use),
      ...longChain(trees.pathTo(session).length - 1),
      ...signInToken(tokens().get(session.id)),
    ];
  };
}

/** Returns the first event of a kind for each key; events with an empty key are left out. */
function firstOf(
  events: readonly IdentityEvent[],
  kind: IdentityEvent['kind'],
  keyOf: (event: IdentityEvent) => string,
): ReadonlyMap<string, IdentityEvent> {
  const ofKind = events.filter((event) => event.kind === kind);
  const groups = groupBy(ofKind, keyOf);
  return new Map([...groups].flatMap(([key, [first]]) => (first ? [[key, first]] : [])));
}

/** Returns the address that each workload used first, in whichever of its sessions. */
function firstAddressesOf(
  used: readonly (readonly [workload: string | undefined, use: SessionUse])[],
): ReadonlyMap<string, Seen> {
  const firsts = new Map<string, Seen>();
  for (const [workload, { addresses }] of used) {
    const address = addresses.find(({ value }) => isIP(value));
    if (workload === undefined || !address) continue;
    const before = firsts.get(workload);
    if (!before || address.first < before.first) firsts.set(workload, address);
  }
  return firsts;
}

/** A workload has one way to the internet, as a rule: the second address can be a thief's. */
function secondAddress(first: Seen | undefined, use: SessionUse | undefined) {
  const second = use?.addresses.find(({ value }) => isIP(value) && value !== first?.value);
  if (!first || !second) return [];
  return [{ kind: 'second-address', time: second.first, value: second.value } as const];
}

function afterEnd(
  { nodes }: Session,
  ends: ReadonlyMap<string, IdentityEvent>,
  use: SessionUse | undefined,
) {
  const ofSession = nodes
    .map(readNode)
    .flatMap(({ kind, first }) => (kind === 'key' ? (ends.get(first) ?? []) : []));
  const [end] = ofSession.sort((a, b) => a.time - b.time);
  if (!end || !use || use.last <= end.time + delay) return [];
  return [{ kind: 'after-end-of-key', time: use.last, value: end.name } as const];
}

function tooLong({ issued, caller }: Session, use: SessionUse | undefined) {
  if (!use || issued?.kind === 'create-key') return [];
  const began = issued?.time ?? Date.parse(caller?.began ?? '');
  const isRole = caller?.type === 'AssumedRole';
  const hours = (use.last - began) / hour;
  const longest = isRole ? longestHours.role : longestHours.token;
  // A service renews the credentials of its workload, in a session of the same name.
  if (!(hours > longest + 0.1) || caller?.delivery || caller?.holder) return [];
  return [{ kind: 'too-long', time: use.last, value: String(Math.floor(hours)) } as const];
}

function longChain(hops: number) {
  return hops > usualHops ? [{ kind: 'long-chain', value: String(hops) } as const] : [];
}

function signInToken(event: IdentityEvent | undefined) {
  return event ? [{ kind: 'sign-in-token', time: event.time, value: event.address } as const] : [];
}
