/**
 * Where the credentials of a session come from: the session that asked for them, the service that
 * delivered them, the provider that vouched for the caller. What is certain is tried first; a guess
 * by time is only made when exactly one event fits.
 */
import { lazy } from '../lazy.ts';
import { type Caller, isTemporary, sessionNameOf } from './caller.ts';
import type { Identities } from './identities.ts';
import { type IdentityEvent, userArnOf } from './identity-event.ts';
import type { MissingReason, Origin, Session } from './session.ts';
import { isUser, keyNode, nodesOf, passwordNode, signInNode } from './session-nodes.ts';

/** Finds the origin of a session. */
export type FindOrigin = (session: Session) => Origin;

/** A console session lasts 12 hours at most after the sign-in (IAM User Guide). */
const longestConsoleSession = 12 * 3_600_000;

/** Creates the function that finds origins among what was collected. */
export function createFindOrigin(identities: Identities): FindOrigin {
  const index = lazy(() => indexEvents(identities.events()));
  const known = new Map<string, Origin>();
  return (session) => {
    const before = known.get(session.id);
    if (before) return before;
    const origin = byIssuance(session, identities) ??
      bySignIn(session, index(), identities) ??
      bySwitch(session, index(), identities) ??
      byIssuer(session) ??
      byConsole(session, index(), identities) ??
      byPassword(session, index(), identities) ??
      byVending(session, index(), identities) ??
      ofPrincipal(session) ?? { kind: 'missing', reason: reasonOf(session, identities) };
    known.set(session.id, origin);
    return origin;
  };
}

/** The issuing event names the key: nothing is as sure. */
function byIssuance({ issued, id }: Session, identities: Identities): Origin | undefined {
  if (!issued) return undefined;
  const { by } = issued;
  if (by.type === 'AWSService' || (nodesOf(by).length === 0 && by.invokedBy)) {
    return { kind: 'service', service: by.invokedBy || issued.address, event: issued };
  }
  if (by.type === 'SAMLUser' || by.type === 'WebIdentityUser' || issued.subject !== undefined) {
    return { kind: 'provider', event: issued };
  }
  if (by.type === 'AWSAccount') return { kind: 'missing', reason: 'other-account' };
  const session = identities.sessionOf(by);
  if (!session || session.id === id) return undefined;
  if (issued.kind === 'create-key') {
    return { kind: 'session', session, how: 'created-key', certainty: 'certain', event: issued };
  }
  const isTwin = issued.account !== undefined && accountOf(issued.role) !== issued.account;
  const how = isTwin && issued.sharedId !== undefined ? 'twin' : 'key';
  return { kind: 'session', session, how, certainty: 'certain', event: issued };
}

/** Returns the account in an ARN. */
function accountOf(arn: string | undefined): string | undefined {
  return arn?.split(':')[4];
}

/** The event that began the sign-in names it, and the session that authorized it. */
function bySignIn({ nodes, id }: Session, index: EventIndex, identities: Identities) {
  for (const node of nodes) {
    // A refreshed token names the same sign-in again: the first event began it.
    const event = index.bySignIn.get(node);
    if (!event) continue;
    const session = identities.sessionOf(event.by);
    if (session && session.id !== id) {
      return { kind: 'session', session, how: 'sign-in', certainty: 'certain', event } as const;
    }
    return { kind: 'principal', event, how: 'sign-in' } as const;
  }
  return undefined;
}

/** The console assumed the role in the second in which the session began, and says from where. */
function bySwitch(
  { caller, id }: Session,
  index: EventIndex,
  identities: Identities,
): Origin | undefined {
  if (caller?.type !== 'AssumedRole' || caller.began === '') return undefined;
  const began = Date.parse(caller.began);
  const isSwitched = (index.switches.get(caller.principalId) ?? []).some(
    ({ time }) => Math.abs(time - began) <= oneSecond,
  );
  const assumed = (index.issuedTo.get(caller.principalId) ?? []).filter(
    ({ time }) => Math.floor(time / 1000) === Math.floor(began / 1000),
  );
  const [event, ...others] = assumed;
  // Two that were issued in the same second can be of two people.
  if (!event || others.length > 0 || !(isSwitched || isConsoleAgent(event.agent))) return undefined;
  const session = identities.sessionOf(event.by);
  if (!session || session.id === id) return undefined;
  return { kind: 'session', session, how: 'switch', certainty: 'certain', event };
}

const oneSecond = 1000;

/** The console assumes roles with this program, from the user's address. */
function isConsoleAgent(agent: string): boolean {
  return /^AWS Signin\b|^aws-internal\b|\bsignin\.amazonaws\.com\b/i.test(agent);
}

/** The session of a federated user says which user issued it, but not with which key. */
function byIssuer({ caller }: Session): Origin | undefined {
  if (caller?.type !== 'FederatedUser' || caller.issuerArn === '') return undefined;
  return { kind: 'principal', how: 'issuer' };
}

/** The latest sign-in of the same user before the session began. */
function byConsole(
  { caller }: Session,
  index: EventIndex,
  identities: Identities,
): Origin | undefined {
  if (!caller || !isTemporary(caller) || !isUser(caller)) return undefined;
  const began = Date.parse(caller.began);
  const event = (index.signIns.get(caller.arn) ?? []).findLast(
    ({ time }) => time <= began + oneSecond && time >= began - longestConsoleSession,
  );
  if (!event) return undefined;
  const session = identities.sessionAt(passwordNode(caller.arn));
  return { kind: 'session', session, how: 'sign-in-time', certainty: 'likely', event };
}

/** Another caller has set the password before the user signed in with it. */
function byPassword(
  { caller, id }: Session,
  index: EventIndex,
  identities: Identities,
): Origin | undefined {
  if (!caller || id !== passwordNode(caller.arn)) return undefined;
  const [firstSignIn] = index.signIns.get(caller.arn) ?? [];
  const event = (index.passwords.get(caller.arn) ?? []).find(
    ({ by, time }) => by.arn !== caller.arn && time <= (firstSignIn?.time ?? 0),
  );
  const session = event && identities.sessionOf(event.by);
  if (!session) return { kind: 'principal', how: 'long-term' };
  return { kind: 'session', session, how: 'password', certainty: 'certain', event };
}

/** IAM Identity Center gave out credentials for the role, in the same account and second. */
function byVending(
  { caller, id }: Session,
  index: EventIndex,
  identities: Identities,
): Origin | undefined {
  if (!caller || !isIdentityCenterRole(caller) || caller.began === '') return undefined;
  const began = Date.parse(caller.began);
  const name = caller.issuerArn.slice(caller.issuerArn.lastIndexOf('/') + 1);
  const fitting = (index.vended.get(caller.account) ?? []).filter(
    ({ time, role = '' }) =>
      Math.abs(time - began) <= oneSecond && name.startsWith(`AWSReservedSSO_${role}_`),
  );
  const [event, ...others] = fitting;
  if (!event || others.length > 0) return undefined;
  const session = identities.sessionOf(event.by);
  if (!session || session.id === id) return undefined;
  return { kind: 'session', session, how: 'vend-time', certainty: 'likely', event };
}

/** Returns whether IAM Identity Center made the role: nobody else can make one with this path. */
export function isIdentityCenterRole({ issuerArn }: Caller): boolean {
  return /^arn:[^:]+:iam::\d{12}:role\/aws-reserved\/sso\.amazonaws\.com\//.test(issuerArn);
}

/** Long-term keys, and users of IAM Identity Center, come from nowhere else. */
function ofPrincipal({ caller, nodes }: Session): Origin | undefined {
  if (caller?.type === 'IdentityCenterUser') return { kind: 'principal', how: 'sign-in' };
  const isLongTerm = nodes.some((node) => node.startsWith(keyNode('AKIA')));
  return isLongTerm ? { kind: 'principal', how: 'long-term' } : undefined;
}

function reasonOf({ caller }: Session, { from }: Identities): MissingReason {
  if (!caller) return 'not-read';
  const isDelivered =
    caller.delivery !== '' || caller.holder !== '' || /^i-[0-9a-f]+$/.test(sessionNameOf(caller));
  if (isDelivered) return 'delivered';
  const began = Date.parse(caller.began);
  return from !== undefined && began < from ? 'before' : 'not-read';
}

/** The events by what they are looked up by, each list in time order. */
interface EventIndex {
  /** The event that began each sign-in session, by its node. */
  readonly bySignIn: ReadonlyMap<string, IdentityEvent>;
  /** By the principal ID of the new session. */
  readonly issuedTo: ReadonlyMap<string, readonly IdentityEvent[]>;
  readonly switches: ReadonlyMap<string, readonly IdentityEvent[]>;
  /** By the ARN of the user. */
  readonly signIns: ReadonlyMap<string, readonly IdentityEvent[]>;
  readonly passwords: ReadonlyMap<string, readonly IdentityEvent[]>;
  /** By the account that the role is in. */
  readonly vended: ReadonlyMap<string, readonly IdentityEvent[]>;
}

function indexEvents(events: readonly IdentityEvent[]): EventIndex {
  const groupBy = (kind: IdentityEvent['kind'], keyOf: (event: IdentityEvent) => string) => {
    const groups = new Map<string, IdentityEvent[]>();
    for (const event of events) {
      const key = event.kind === kind ? keyOf(event) : '';
      const group = groups.get(key);
      if (group) group.push(event);
      else if (key !== '') groups.set(key, [event]);
    }
    return groups;
  };
  const begun = events.flatMap((event) =>
    event.kind === 'authorize' && event.signIn !== undefined
      ? [[signInNode(event.signIn), event] as const]
      : [],
  );
  return {
    // The first of each wins.
    bySignIn: new Map(begun.toReversed()),
    issuedTo: groupBy('issue', ({ principalId = '' }) => principalId),
    switches: groupBy('switch', ({ by }) => by.principalId),
    signIns: groupBy('sign-in', ({ by }) => by.arn),
    passwords: groupBy('set-password', userArnOf),
    vended: groupBy('vend', ({ resource = '' }) => resource),
  };
}
