/**
 * Origins that no event names, but the time and the caller fit: these are likely at most, and only
 * where all events that fit lead to the same session.
 */
import { type Caller, isTemporary, sessionNameOf } from './caller.ts';
import { latestUntil, roleKey, twinOf, within } from './event-index.ts';
import type { Evidence } from './evidence.ts';
import type { IdentityEvent } from './identity-event.ts';
import { reservedRoleOf } from './reserved-role.ts';
import type { How, Origin, Session } from './session.ts';
import { isUser, passwordNode } from './session-nodes.ts';
import { isConsoleAgent } from './switches.ts';

/** A console session lasts 12 hours at most after the sign-in (IAM User Guide). */
const longestConsoleSession = 12 * 3_600_000;

/** How far apart the clocks of two services may be, in milliseconds. */
const oneSecond = 1000;

/** Returns the latest sign-in of the same principal before the console's session began. */
export function bySignInTime(session: Session, evidence: Evidence): Origin | undefined {
  const { caller } = session;
  if (!caller || caller.assumedRoot === 'true') return undefined;
  if (isUser(caller)) return bySignIn(caller, evidence);
  return caller.fromConsole === 'true' ? byToken(session, caller, evidence) : undefined;
}

function bySignIn(caller: Caller, { index, identities }: Evidence): Origin | undefined {
  if (!isTemporary(caller)) return undefined;
  const event = recent(index.signIns.get(caller.arn), caller);
  if (!event) return undefined;
  const session = identities.sessionAt(passwordNode(caller.arn));
  return { kind: 'session', session, how: 'sign-in-time', certainty: 'likely', event };
}

/** Somebody who holds the credentials of a role can get a token for the console with them. */
function byToken({ id }: Session, caller: Caller, evidence: Evidence): Origin | undefined {
  const { index, identities } = evidence;
  const tokens = index.tokens.get(caller.principalId);
  const event = recent(tokens, caller);
  if (!event || !tokens) return undefined;
  const [first] = tokens;
  const session = identities.sessionOf(event.by);
  const isOnly = first && tokens.every(({ by }) => identities.sessionOf(by) === session);
  if (!isOnly || !session || session.id === id) return undefined;
  return { kind: 'session', session, how: 'sign-in-time', certainty: 'likely', event };
}

function recent(
  events: readonly IdentityEvent[] | undefined,
  { began }: Caller,
): IdentityEvent | undefined {
  const time = Date.parse(began);
  const event = latestUntil(events, time + oneSecond);
  return event && event.time >= time - longestConsoleSession ? event : undefined;
}

/**
 * Returns the session whose console assumed the role for the same principal, in the second in which
 * the session began. That the session is the console's is not said: old events do not say so.
 */
export function bySwitchTime(session: Session, evidence: Evidence): Origin | undefined {
  const { caller } = session;
  if (caller?.type !== 'AssumedRole') return undefined;
  const began = Math.floor(Date.parse(caller.began) / 1000) * 1000;
  const assumed = within(evidence.index.issuedTo.get(caller.principalId), began, began + 999);
  return onlyOrigin(session, assumed, 'switch', evidence);
}

/**
 * Returns the sign-in of the user from whom the console switched to this session, where the call
 * that assumed the role was not read: it is in the log of the user's account.
 */
export function bySwitchedFrom(
  { id }: Session,
  { index, identities }: Evidence,
): Origin | undefined {
  const [event, ...others] = index.switches.get(id) ?? [];
  const from = event?.from;
  if (!event || !from || others.some((other) => other.from !== from)) return undefined;
  const login = latestUntil(index.signIns.get(from), event.time);
  if (!login || login.time < event.time - longestConsoleSession) return undefined;
  const session = identities.sessionAt(passwordNode(from));
  return { kind: 'session', session, how: 'switch', certainty: 'likely', event };
}

/** Returns the session to which IAM Identity Center gave credentials of the role in that second. */
export function byVending(session: Session, evidence: Evidence): Origin | undefined {
  const { caller, issued } = session;
  const role = reservedRoleOf(caller?.issuerArn || issued?.role || '');
  if (!role) return undefined;
  const began = caller ? Date.parse(caller.began) : (issued?.time ?? Number.NaN);
  const name = caller ? sessionNameOf(caller) : issued?.session;
  const key = roleKey(role.account, role.permissionSet);
  const vended = within(evidence.index.vended.get(key), began - oneSecond, began + oneSecond);
  const fitting = [...vended].filter(({ by }) => {
    const known = evidence.identities.nameOf(by);
    return (known === undefined || known === name) && isSameUser(by, caller);
  });
  return onlyOrigin(session, fitting, 'vend-time', evidence);
}

/** Returns whether the users of two callers can be the same: not every service records them. */
function isSameUser(one: Caller, other: Caller | undefined): boolean {
  if (!other || one.userId === '' || other.userId === '') return true;
  return one.userId === other.userId && one.identityStore === other.identityStore;
}

/**
 * Returns the session that made these calls, as a likely origin; undefined when there are several.
 */
function onlyOrigin(
  { id }: Session,
  events: Iterable<IdentityEvent>,
  how: How,
  { identities, index, isSwitch }: Evidence,
): Origin | undefined {
  let event: IdentityEvent | undefined;
  let session: Session | undefined;
  for (const next of events) {
    // The log of the role's account does not name the caller's session, but that of its twin does.
    if (next.by.type === 'AWSAccount' && twinOf(next, index)) continue;
    if (how === 'switch' && !isSwitch(next) && !isConsoleAgent(next.agent)) return undefined;
    const by = identities.sessionOf(next.by);
    if (!by || by.id === id || (session && session !== by)) return undefined;
    event ??= next;
    session = by;
  }
  return session && event && { kind: 'session', session, how, certainty: 'likely', event };
}
