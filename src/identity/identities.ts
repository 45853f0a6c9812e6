/**
 * Sessions and where their credentials come from, found in any order of events: everything is
 * collected first, then joined.
 */
import { compareTexts } from '../compare-texts.ts';
import { lazy } from '../lazy.ts';
import type { Caller } from './caller.ts';
import { groupBy } from './group-by.ts';
import { type IdentityEvent, isKeyChange } from './identity-event.ts';
import { findIssuedKeys } from './issued-keys.ts';
import { findIssuedStarts } from './issued-starts.ts';
import { mergeCallers } from './merge-callers.ts';
import { createOwnNodes } from './own-nodes.ts';
import type { Session } from './session.ts';
import { keyNode, type Node, nodesOf, readNode, signInNode } from './session-nodes.ts';
import { createUnion } from './union.ts';
import { createUserNames, type UserNames } from './user-names.ts';

/** What was collected, joined. */
export interface Identities extends Pick<UserNames, 'nameOf' | 'userOf'> {
  /** Returns the session of a caller; undefined for a caller without credentials of its own. */
  sessionOf(caller: Caller): Session | undefined;
  /** Returns the session with this node. */
  sessionAt(node: Node): Session;
  /** Returns the sessions of all callers that were collected, and all that were issued. */
  sessions(): readonly Session[];
  /** Returns all events that were collected, in time order. */
  events(): readonly IdentityEvent[];
  /** Epoch milliseconds from which on events were read; undefined when nothing was read. */
  readonly from: number | undefined;
}

/** Collects what is known about sessions. */
export interface IdentityCollector {
  addEvent(event: IdentityEvent): void;
  /** Adds the caller of an event, or of a group of events. */
  addCaller(caller: Caller): void;
  /** Adds the name that an event gives to a user of IAM Identity Center. */
  addName(caller: Caller, name: string): void;
  /** Takes note of the time of an event that was read, in epoch milliseconds. */
  addTime(time: number): void;
  /** Joins everything; call it last. */
  join(): Identities;
}

/** Creates a collector that knows nothing. */
export function createIdentityCollector(): IdentityCollector {
  const events: IdentityEvent[] = [];
  const callers = new Set<Caller>();
  const names = createUserNames();
  let from: number | undefined;
  const addCaller = (caller: Caller) => {
    if (nodesOf(caller).length > 0) callers.add(caller);
    if (caller.type === 'AssumedRole' && caller.identityStore !== '') {
      names.addAccount(caller.account, caller.identityStore);
    }
  };
  return {
    addEvent(event) {
      events.push(event);
      addCaller(event.by);
      const { kind, by, resource } = event;
      if (kind === 'vend' && resource !== undefined && by.identityStore !== '') {
        names.addAccount(resource, by.identityStore);
      }
    },
    addCaller,
    addName: (user, name) => names.add(user, name),
    addTime(time) {
      from = Math.min(from ?? time, time);
    },
    join: () => join({ events, callers: [...callers], names, from }),
  };
}

interface Collected {
  readonly events: readonly IdentityEvent[];
  readonly callers: readonly Caller[];
  readonly names: UserNames;
  readonly from: number | undefined;
}

function join({ events, callers, names, from }: Collected): Identities {
  const sorted = events.toSorted(inTimeOrder);
  const issued = findIssuedKeys(sorted);
  const input = { events: sorted, callers, issued };
  const ownNodesOf = createOwnNodes(input);
  const union = createUnion();
  for (const caller of callers) union.add(ownNodesOf(caller));
  for (const pair of findIssuedStarts(input)) union.add(pair);
  const callersById = lazy(() =>
    groupBy(callers, (caller) => union.firstOf(ownNodesOf(caller)[0] ?? '')),
  );
  const sessions = new Map<Node, Session>();
  const createSession = (id: Node): Session => {
    const nodes = union.membersOf(id);
    const caller = mergeCallers(callersById().get(id) ?? []);
    const [event] = nodes.flatMap((one) => issued.get(keyIn(one)) ?? []).sort(inTimeOrder);
    return { id, nodes, ...(caller && { caller }), ...(event && { issued: event }) };
  };
  const sessionAt = (node: Node): Session => {
    const id = union.firstOf(node);
    const session = sessions.get(id) ?? createSession(id);
    sessions.set(id, session);
    return session;
  };
  return {
    sessionAt,
    sessionOf(caller) {
      const [node] = ownNodesOf(caller);
      if (node === undefined) return undefined;
      const id = union.firstOf(node);
      if (callersById().has(id)) return sessionAt(id);
      // Not kept: there can be millions of sessions whose callers only the second pass meets.
      return { ...createSession(id), caller };
    },
    sessions() {
      const ids = new Set(callersById().keys());
      for (const event of sorted) {
        const { key, signIn } = event;
        if (key !== undefined && !isKeyChange(event)) ids.add(union.firstOf(keyNode(key)));
        if (signIn !== undefined) ids.add(union.firstOf(signInNode(signIn)));
      }
      return [...ids].map(sessionAt);
    },
    events: () => sorted,
    nameOf: names.nameOf,
    userOf: names.userOf,
    from,
  };
}

function inTimeOrder(a: IdentityEvent, b: IdentityEvent): number {
  const byId = a.time - b.time || compareTexts(a.id, b.id);
  // An ID is missing in some events, and those of twins are the same in copies that were changed.
  return byId || compareTexts(JSON.stringify(a), JSON.stringify(b));
}

/** Returns the access key that the node is of; empty when it is another node. */
function keyIn(node: Node): string {
  const { kind, first } = readNode(node);
  return kind === 'key' ? first : '';
}
