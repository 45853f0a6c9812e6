/**
 * Which of its nodes a caller's session really has. Two people can have assumed one role with the
 * same session name in the same second; a program that signs in for a user can have begun in the
 * same second as the user's console. Such sessions are not one, so the start is not a name of
 * theirs.
 */
import { lazy } from '../lazy.ts';
import { type Caller, isTemporary } from './caller.ts';
import type { IdentityEvent } from './identity-event.ts';
import { type IssuedKeys, isIssuance } from './issued-keys.ts';
import { isNamedByStart, isUser, type Node, nodesOf, startNode } from './session-nodes.ts';

/** What was collected about sessions. */
export interface OwnNodesInput {
  readonly events: readonly IdentityEvent[];
  readonly callers: readonly Caller[];
  readonly issued: IssuedKeys;
}

/** Returns the function that returns the nodes of a caller's session. */
export function createOwnNodes(input: OwnNodesInput): (caller: Caller) => readonly Node[] {
  const keys = lazy(() => keysByStart(input.events));
  const signIns = lazy(() => findSignIns(input));
  const issuers = lazy(() => issuersByStart(input.callers));
  const isAmbiguous = (caller: Caller) => {
    const { accessKey, signIn } = caller;
    const start = startNode(caller);
    // The console's own keys are in no event: one that was issued is of a session of its own.
    if (isUser(caller)) {
      if (isTemporary(caller) && input.issued.has(accessKey)) return true;
    } else if ((keys().get(secondNode(caller))?.size ?? 0) > 1) return true;
    if ((issuers().get(start)?.size ?? 0) > 1) return true;
    const own = signIn || signIns().ofKey.get(accessKey);
    if (!own) return false;
    return signIns().authorized.has(own) || (signIns().ofStart.get(start)?.size ?? 0) > 1;
  };
  return (caller) => {
    const nodes = nodesOf(caller);
    if (!caller.accessKey || !isNamedByStart(caller) || !isAmbiguous(caller)) return nodes;
    const start = startNode(caller);
    return nodes.filter((node) => node !== start);
  };
}

/** Returns the keys that were issued for each principal in each second. */
export function keysByStart(
  events: readonly IdentityEvent[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const keys = new Map<string, Set<string>>();
  for (const event of events) {
    if (!isIssuance(event) || event.principalId === undefined) continue;
    const start = secondOfIssue(event.principalId, event.time);
    keys.set(start, (keys.get(start) ?? new Set()).add(event.key));
  }
  return keys;
}

/** Returns a text for the principal and the second in which the caller's session began. */
export function secondNode({ principalId, began }: Caller): string {
  return secondOfIssue(principalId, Date.parse(began));
}

function secondOfIssue(principalId: string, time: number): string {
  return JSON.stringify([principalId, Math.floor(time / 1000)]);
}

/** Two users can issue federated users of the same name, whose principal IDs are the same. */
function issuersByStart(callers: readonly Caller[]): ReadonlyMap<Node, ReadonlySet<string>> {
  const issuers = new Map<Node, Set<string>>();
  for (const caller of callers) {
    if (caller.type !== 'FederatedUser' || !isNamedByStart(caller)) continue;
    const start = startNode(caller);
    issuers.set(start, (issuers.get(start) ?? new Set()).add(caller.issuerArn));
  }
  return issuers;
}

interface SignIns {
  /** The sign-ins that were made for programs. */
  readonly authorized: ReadonlySet<string>;
  /** A sign-in of each key that has one. */
  readonly ofKey: ReadonlyMap<string, string>;
  /** The other sign-ins, by the starts of their callers. */
  readonly ofStart: ReadonlyMap<Node, ReadonlySet<string>>;
}

function findSignIns({ events, callers }: OwnNodesInput): SignIns {
  const authorized = new Set<string>();
  for (const { kind, signIn } of events) {
    if (kind === 'authorize' && signIn !== undefined) authorized.add(signIn);
  }
  const ofKey = new Map<string, string>();
  const ofStart = new Map<Node, Set<string>>();
  for (const caller of callers) {
    const { signIn, accessKey } = caller;
    if (!signIn) continue;
    if (accessKey && !authorized.has(ofKey.get(accessKey) ?? '')) ofKey.set(accessKey, signIn);
    if (authorized.has(signIn) || !isNamedByStart(caller)) continue;
    const start = startNode(caller);
    ofStart.set(start, (ofStart.get(start) ?? new Set()).add(signIn));
  }
  return { authorized, ofKey, ofStart };
}
