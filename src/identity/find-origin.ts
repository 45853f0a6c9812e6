/**
 * Where the credentials of a session come from: the session that asked for them, the service that
 * delivered them, the provider that vouched for the caller. What is certain is tried first; what is
 * only likely is in `guess-origin.ts`.
 */
import { lazy } from '../lazy.ts';
import { type Caller, sessionNameOf } from './caller.ts';
import { twinOf } from './event-index.ts';
import { createEvidence, type Evidence } from './evidence.ts';
import { bySignInTime, bySwitchedFrom, bySwitchTime, byVending } from './guess-origin.ts';
import type { Identities } from './identities.ts';
import { reservedRoleOf } from './reserved-role.ts';
import type { MissingReason, Origin, Session } from './session.ts';
import { isNamedByStart, nodesOf, passwordNode, readNode } from './session-nodes.ts';
import { userInArn, userKey } from './user-id.ts';

/** Finds the origin of a session. */
export type FindOrigin = (session: Session) => Origin;

/** Creates the function that finds origins among what was collected. */
export function createFindOrigin(identities: Identities): FindOrigin {
  const evidence = lazy(() => createEvidence(identities));
  const known = new WeakMap<Session, Origin>();
  return (session) => {
    const before = known.get(session);
    if (before) return before;
    const origin = find(session, evidence());
    known.set(session, origin);
    return origin;
  };
}

function find(session: Session, evidence: Evidence): Origin {
  const issued = byIssuance(session, evidence);
  // IAM Identity Center vouches for its users, too, and then says for which session.
  if (issued?.kind === 'provider') return byVending(session, evidence) ?? issued;
  return (
    issued ??
    bySignIn(session, evidence) ??
    byIssuer(session) ??
    byPassword(session, evidence) ??
    bySignInTime(session, evidence) ??
    bySwitchTime(session, evidence) ??
    bySwitchedFrom(session, evidence) ??
    byVending(session, evidence) ??
    ofPrincipal(session) ?? { kind: 'missing', reason: reasonOf(session, evidence.identities) }
  );
}

/** The issuing event names the key: nothing is as sure. */
function byIssuance({ issued, id, caller }: Session, evidence: Evidence): Origin | undefined {
  if (!issued) return undefined;
  const { kind, address, subject } = issued;
  const twin = twinOf(issued, evidence.index);
  const by = issued.by.type === 'AWSAccount' && twin ? twin.by : issued.by;
  if (by.type === 'AWSService' || (nodesOf(by).length === 0 && by.invokedBy)) {
    if (subject === undefined) {
      return { kind: 'service', service: by.invokedBy || address, event: issued };
    }
  }
  if (by.type === 'SAMLUser' || by.type === 'WebIdentityUser' || subject !== undefined) {
    return { kind: 'provider', event: issued };
  }
  if (by.type === 'AWSAccount') return { kind: 'missing', reason: 'other-account' };
  const session = evidence.identities.sessionOf(by);
  if (!session || session.id === id) return undefined;
  // Programs can name themselves like the console, but their sessions are not marked as its own.
  const isSwitched = caller && isNamedByStart(caller) && evidence.isSwitch(issued);
  const asked = isSwitched ? 'switch' : twin ? 'twin' : 'key';
  const how = kind === 'create-key' ? 'created-key' : asked;
  return { kind: 'session', session, how, certainty: 'certain', event: issued };
}

/** The event that began the sign-in names it, and the session that authorized it. */
function bySignIn({ nodes, id }: Session, { index, identities }: Evidence): Origin | undefined {
  for (const node of nodes) {
    const event = index.bySignIn.get(node);
    if (!event) continue;
    const session = identities.sessionOf(event.by);
    if (!session || session.id === id) return { kind: 'principal', event, how: 'sign-in' };
    return { kind: 'session', session, how: 'sign-in', certainty: 'certain', event };
  }
  return undefined;
}

/** The session of a federated user says which user issued it, but not with which key. */
function byIssuer({ caller }: Session): Origin | undefined {
  if (caller?.type !== 'FederatedUser' || caller.issuerArn === '') return undefined;
  return { kind: 'principal', how: 'issuer' };
}

/** Another caller has set the password before the user signed in with it. */
function byPassword({ caller, id }: Session, { index, identities }: Evidence): Origin | undefined {
  if (!caller || id !== passwordNode(caller.arn)) return undefined;
  const [firstSignIn] = index.signIns.get(caller.arn) ?? [];
  const event = (index.passwords.get(userKey(userInArn(caller.arn))) ?? []).findLast(
    ({ by, time }) => by.arn !== caller.arn && time <= (firstSignIn?.time ?? 0),
  );
  const session = event && identities.sessionOf(event.by);
  if (!session) return { kind: 'principal', how: 'long-term' };
  return { kind: 'session', session, how: 'password', certainty: 'certain', event };
}

/** Long-term keys, and users of IAM Identity Center, come from nowhere else. */
function ofPrincipal({ caller, nodes }: Session): Origin | undefined {
  if (caller?.type === 'IdentityCenterUser') return { kind: 'principal', how: 'sign-in' };
  const isLongTerm = nodes.some((node) => {
    const { kind, first } = readNode(node);
    return kind === 'key' && first.startsWith('AKIA');
  });
  return isLongTerm ? { kind: 'principal', how: 'long-term' } : undefined;
}

function reasonOf({ caller }: Session, { from }: Identities): MissingReason {
  if (!caller) return 'not-read';
  if (isDelivered(caller)) return 'delivered';
  const began = Date.parse(caller.began);
  if (from !== undefined && began < from) return 'before';
  return reservedRoleOf(caller.issuerArn) || caller.federatedProvider === cognito
    ? 'withheld'
    : 'not-read';
}

const cognito = 'cognito-identity.amazonaws.com';

function isDelivered(caller: Caller): boolean {
  const { delivery, holder } = caller;
  return delivery !== '' || holder !== '' || /^m?i-[0-9a-f]+$/.test(sessionNameOf(caller));
}
