/**
 * The checks for suspicious use of sessions, behind the notes of `who` and the findings of
 * `detect --chains` and `summary --chains`.
 */
import { isIP } from 'node:net';
import { lazy } from '../lazy.ts';
import { createFindAddressWarnings } from './address-warnings.ts';
import type { Chains } from './chains.ts';
import { groupBy } from './group-by.ts';
import { type IdentityEvent, isKeyChange } from './identity-event.ts';
import type { Session } from './session.ts';
import { isNamedByStart, readNode } from './session-nodes.ts';
import type { FindWarnings, WarnedUse } from './session-warning.ts';

/** Options of `createFindWarnings`. */
interface WarningOptions {
  /**
   * Whether the uses are those of all sessions, so that an address that none of them has is new.
   * Without, nothing is said about new addresses.
   */
  readonly isWhole?: boolean;
}

/**
 * The hours for which roles can be assumed, for which a role can assume another one, and for which
 * users can get tokens (IAM User Guide, "Methods to assume a role"; STS, GetSessionToken).
 */
const longestHours = { role: 12, chained: 1, token: 36 } as const;
/**
 * The time for which a key that was deleted may still work, because IAM is eventually consistent.
 */
const delay = 5 * 60_000;
/** A chain of more roles than this is rare. */
const usualHops = 3;
const hour = 3_600_000;

/** Returns the function that judges how a session was used; `uses` are by the session's ID. */
export function createFindWarnings(
  chains: Chains,
  uses: ReadonlyMap<string, WarnedUse>,
  { isWhole = false }: WarningOptions = {},
): FindWarnings {
  const { identities, trees } = chains;
  const ends = lazy(() => endsOf(identities.events()));
  const tokens = lazy(() => tokensOf(chains));
  const ofAddresses = createFindAddressWarnings(chains, uses, { isWhole });
  return (session) => {
    const use = uses.get(session.id);
    return [
      ...ofAddresses(session),
      ...afterEnd(session, ends(), use),
      ...tooLong(session, use),
      ...longChain(trees.pathTo(session).length - 1),
      ...signInToken(tokens().get(session.id)),
    ];
  };
}

/**
 * Returns the event that ended each key for good: a key that was deactivated can be active again.
 */
function endsOf(events: readonly IdentityEvent[]): ReadonlyMap<string, IdentityEvent> {
  const changes = groupBy(events.filter(isKeyChange), ({ key = '' }) => key);
  return new Map(
    [...changes].flatMap(([key, ofKey]) => {
      const revived = ofKey.findLastIndex(({ kind }) => kind === 'activate-key');
      const end = ofKey.at(revived + 1);
      return end ? [[key, end] as const] : [];
    }),
  );
}

/** Returns the first event of each session whose access key was turned into a sign-in token. */
function tokensOf({ identities }: Chains): ReadonlyMap<string, IdentityEvent> {
  // Services ask for tokens, too, to sign people in.
  const requests = identities
    .events()
    .filter(({ kind, by, address }) => kind === 'sign-in-token' && by.accessKey && isIP(address));
  const bySession = groupBy(requests, ({ by }) => identities.sessionOf(by)?.id ?? '');
  return new Map([...bySession].flatMap(([id, [first]]) => (first ? [[id, first]] : [])));
}

function afterEnd(
  { nodes }: Session,
  ends: ReadonlyMap<string, IdentityEvent>,
  use: WarnedUse | undefined,
) {
  const ofSession = nodes
    .map(readNode)
    .flatMap(({ kind, first }) => (kind === 'key' ? (ends.get(first) ?? []) : []));
  const [end] = ofSession.sort((a, b) => a.time - b.time);
  const last = lastOf(use);
  if (!end || last <= end.time + delay) return [];
  return [{ kind: 'key-used-after-its-end', time: last, value: end.name } as const];
}

function tooLong(session: Session, use: WarnedUse | undefined) {
  const { issued, caller } = session;
  if (issued?.kind === 'create-key') return [];
  const began = issued?.time ?? Date.parse(caller?.began ?? '');
  const last = lastOf(use);
  const hours = (last - began) / hour;
  // A service renews the credentials of its workload, in a session of the same name.
  if (!(hours > longestOf(session) + 0.1) || caller?.delivery || caller?.holder) return [];
  const value = String(Math.floor(hours));
  return [{ kind: 'session-over-its-maximum', time: last, value } as const];
}

function longestOf({ issued, caller }: Session): number {
  if (caller?.type !== 'AssumedRole') return longestHours.token;
  // The console renews the credentials of a role that it has switched to.
  const isChained = issued?.by.type === 'AssumedRole' && !isNamedByStart(caller);
  return isChained ? longestHours.chained : longestHours.role;
}

/** Returns when the session was last used from an address; services may finish their work later. */
function lastOf(use: WarnedUse | undefined): number {
  return (use?.addresses ?? [])
    .filter(({ value }) => isIP(value))
    .reduce((latest, { last }) => Math.max(latest, last), Number.NEGATIVE_INFINITY);
}

function longChain(hops: number) {
  return hops > usualHops ? [{ kind: 'chain-over-three-hops', value: String(hops) } as const] : [];
}

function signInToken(event: IdentityEvent | undefined) {
  return event
    ? [{ kind: 'sign-in-token-from-key', time: event.time, value: event.address } as const]
    : [];
}
