import { groupBy } from './group-by.ts';
import type { Identities } from './identities.ts';
import { type IdentityEvent, userGiven } from './identity-event.ts';
import { type Node, signInNode } from './session-nodes.ts';
import { userKey } from './user-id.ts';

/** The events by what they are looked up by, each list in time order. */
export interface EventIndex {
  /** The event that began each sign-in session, by its node. */
  readonly bySignIn: ReadonlyMap<Node, IdentityEvent>;
  /** The first event of each account, by the ID that twins share. */
  readonly byShared: ReadonlyMap<string, ReadonlyMap<string, IdentityEvent>>;
  /** By the principal ID of the new session. */
  readonly issuedTo: Lists;
  /** By the ARN of the user or of root. */
  readonly signIns: Lists;
  /** By the `userKey` of the user. */
  readonly passwords: Lists;
  /** By the ID of the session to which the console switched. */
  readonly switches: Lists;
  /** By the principal ID of the session that got a token for the console. */
  readonly tokens: Lists;
  /** By the `roleKey` of the role. */
  readonly vended: Lists;
}

type Lists = ReadonlyMap<string, readonly IdentityEvent[]>;

/** Creates the index of the events that were collected. */
export function indexEvents(identities: Identities): EventIndex {
  const events = identities.events();
  const ofKind = (kind: IdentityEvent['kind'], keyOf: (event: IdentityEvent) => string) =>
    groupBy(
      events.filter((event) => event.kind === kind),
      keyOf,
    );
  const begun = events.flatMap((event) =>
    event.kind === 'authorize' && event.signIn !== undefined
      ? [[signInNode(event.signIn), event] as const]
      : [],
  );
  return {
    // A refreshed token names the same sign-in again: the first event began it.
    bySignIn: new Map(begun.toReversed()),
    byShared: findShared(events),
    issuedTo: ofKind('issue', ({ principalId = '' }) => principalId),
    signIns: ofKind('sign-in', ({ by }) => by.arn),
    passwords: ofKind('set-password', (event) => userKey(userGiven(event))),
    switches: ofKind('switch', ({ by }) => identities.sessionOf(by)?.id ?? ''),
    tokens: ofKind('sign-in-token', ({ by }) => by.principalId),
    vended: ofKind('vend', ({ resource, role }) => roleKey(resource, role)),
  };
}

function findShared(events: readonly IdentityEvent[]): EventIndex['byShared'] {
  const shared = new Map<string, Map<string, IdentityEvent>>();
  for (const event of events) {
    const { kind, sharedId, account } = event;
    if (kind !== 'issue' || sharedId === undefined || account === undefined) continue;
    const ofAccounts = shared.get(sharedId) ?? new Map<string, IdentityEvent>();
    shared.set(sharedId, ofAccounts);
    if (!ofAccounts.has(account)) ofAccounts.set(account, event);
  }
  return shared;
}

/** Returns the event in the log of the other account, which has the same shared ID and key. */
export function twinOf(
  { sharedId = '', account = '', key }: IdentityEvent,
  { byShared }: EventIndex,
): IdentityEvent | undefined {
  const ofAccounts = byShared.get(sharedId);
  // A call is in the logs of two accounts at most: more are not what AWS writes.
  if (ofAccounts?.size !== 2) return undefined;
  const twin = [...ofAccounts.values()].find((event) => event.account !== account);
  const isSame = twin?.key === undefined || key === undefined || twin.key === key;
  return isSame ? twin : undefined;
}

/** Returns the key of a role that IAM Identity Center made for a permission set in an account. */
export function roleKey(account: string | undefined, permissionSet: string | undefined): string {
  return account && permissionSet ? JSON.stringify([account, permissionSet]) : '';
}

/** Yields the events of a list in time order, from one time to another, both included. */
export function* within(
  events: readonly IdentityEvent[] | undefined,
  from: number,
  to: number,
): Generator<IdentityEvent, void> {
  if (!events || Number.isNaN(from)) return;
  for (let at = firstFrom(events, from); at < events.length; at++) {
    const event = events[at];
    if (!event || event.time > to) return;
    yield event;
  }
}

/** Returns the last event of a list in time order that is not after this time. */
export function latestUntil(
  events: readonly IdentityEvent[] | undefined,
  time: number,
): IdentityEvent | undefined {
  return events && !Number.isNaN(time) ? events[firstFrom(events, time + 1) - 1] : undefined;
}

/** Returns the index of the first event at this time or later: lists can be long. */
function firstFrom(events: readonly IdentityEvent[], time: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.time ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
