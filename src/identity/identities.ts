/**
 * Sessions and where their credentials come from, found in any order of events: everything is
 * collected first, then joined.
 */
import { compareTexts } from '../compare-texts.ts';
import { lazy } from '../lazy.ts';
import { type Caller, isTemporary } from './caller.ts';
import type { IdentityEvent } from './identity-event.ts';
import type { Session } from './session.ts';
import { keyNode, type Node, nodesOf, signInNode, startNode } from './session-nodes.ts';
import { createUnion } from './union.ts';

/** What was collected, joined. */
export interface Identities {
  /** Returns the session of a caller; undefined for a caller without credentials of its own. */
  sessionOf(caller: Caller): Session | undefined;
  /** Returns the session with this node. */
  sessionAt(node: Node): Session;
  /** Returns the sessions of all callers that were collected, and all that were issued. */
  sessions(): readonly Session[];
  /** Returns all events that were collected, in time order. */
  events(): readonly IdentityEvent[];
  /** Returns the name of a user of IAM Identity Center, if one event gives it; else undefined. */
  nameOfUser(identityStore: string, userId: string): string | undefined;
  /**
   * Returns the identity store and the user with this name; undefined when several or none are
   * known.
   */
  userOfName(name: string): { readonly identityStore: string; readonly userId: string } | undefined;
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
  };
  return {
    addEvent(event) {
      events.push(event);
      addCaller(event.by);
    },
    addCaller,
    addName: ({ identityStore, userId }, name) => names.add(identityStore, userId, name),
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
  const sorted = events.toSorted((a, b) => a.time - b.time || compareTexts(a.id, b.id));
  const issued = issuedKeys(sorted);
  const shared = sharedStarts(callers, issued);
  const ownNodesOf = (caller: Caller) =>
    nodesOf(caller).filter(
      (node) => !(shared.has(node) && isTemporary(caller) && issued.has(caller.accessKey)),
    );
  const union = createUnion();
  for (const caller of callers) union.add(ownNodesOf(caller));
  const sessionCallers = lazy(() => {
    const byRoot = new Map<Node, Caller[]>();
    for (const caller of callers) {
      const root = union.firstOf(ownNodesOf(caller)[0] ?? '');
      const sameSession = byRoot.get(root);
      if (sameSession) sameSession.push(caller);
      else byRoot.set(root, [caller]);
    }
    return byRoot;
  });
  const sessions = new Map<Node, Session>();
  const sessionAt = (node: Node): Session => {
    const id = union.firstOf(node);
    const known = sessions.get(id);
    if (known) return known;
    const nodes = union.membersOf(id);
    const caller = mergeCallers(sessionCallers().get(id) ?? []);
    const event = nodes.map((name) => issued.get(name.replace(/^key /, ''))).find(Boolean);
    const session = { id, nodes, ...(caller && { caller }), ...(event && { issued: event }) };
    sessions.set(id, session);
    return session;
  };
  return {
    sessionAt,
    sessionOf(caller) {
      const [node] = ownNodesOf(caller);
      if (node === undefined) return undefined;
      const session = sessionAt(node);
      if (session.caller) return session;
      const filled = { ...session, caller };
      sessions.set(session.id, filled);
      return filled;
    },
    sessions() {
      const nodes = new Set(sessionCallers().keys());
      for (const { key, signIn } of sorted) {
        if (key !== undefined) nodes.add(union.firstOf(keyNode(key)));
        if (signIn !== undefined) nodes.add(union.firstOf(signInNode(signIn)));
      }
      return [...nodes].map(sessionAt);
    },
    events: () => sorted,
    nameOfUser: names.nameOf,
    userOfName: names.userOf,
    from,
  };
}

/** Returns the most telling issuance of each key: of twins, the one of the caller's own account. */
function issuedKeys(events: readonly IdentityEvent[]): ReadonlyMap<string, IdentityEvent> {
  const byKey = new Map<string, IdentityEvent>();
  for (const event of events) {
    if (event.key === undefined || !(event.kind === 'issue' || event.kind === 'create-key'))
      continue;
    const before = byKey.get(event.key);
    if (!before || tellingOf(event) > tellingOf(before)) byKey.set(event.key, event);
  }
  return byKey;
}

/** The log of the role's account only has the account and the ID of a caller from another one. */
function tellingOf({ by }: IdentityEvent): number {
  if (by.type === 'AWSAccount' || by.type === '') return 0;
  return by.type === 'AWSService' ? 1 : 2;
}

/**
 * Returns the starts that several issued keys have: two people can have assumed a role with the
 * same session name in the same second, so each of these keys is a session of its own.
 */
function sharedStarts(
  callers: readonly Caller[],
  issued: ReadonlyMap<string, IdentityEvent>,
): ReadonlySet<Node> {
  const keysOf = new Map<Node, Set<string>>();
  for (const caller of callers) {
    const { accessKey } = caller;
    const start = startNode(caller);
    if (!issued.has(accessKey) || !nodesOf(caller).includes(start)) continue;
    keysOf.set(start, (keysOf.get(start) ?? new Set()).add(accessKey));
  }
  return new Set([...keysOf].flatMap(([start, keys]) => (keys.size > 1 ? [start] : [])));
}

/** Fills the fields in that only some events have, from the callers in the order of their texts. */
function mergeCallers(callers: readonly Caller[]): Caller | undefined {
  if (callers.length < 2) return callers[0];
  const texts = new Map(callers.map((caller) => [JSON.stringify(caller), caller]));
  const sorted = [...texts].toSorted(([a], [b]) => compareTexts(a, b));
  const [first, ...others] = sorted.map(([, caller]) => caller);
  const merged: Record<string, string> = { ...first };
  for (const other of others) {
    for (const [field, value] of Object.entries(other)) merged[field] ||= value;
  }
  return merged as Caller;
}

interface UserNames {
  add(identityStore: string, userId: string, name: string): void;
  nameOf(identityStore: string, userId: string): string | undefined;
  userOf(name: string): { readonly identityStore: string; readonly userId: string } | undefined;
}

/** Remembers names of users, and forgets none: a user with two names has no name that is sure. */
function createUserNames(): UserNames {
  const namesOf = new Map<string, Set<string>>();
  const usersOf = new Map<string, Set<string>>();
  const put = (map: Map<string, Set<string>>, key: string, value: string) =>
    map.set(key, (map.get(key) ?? new Set()).add(value));
  const only = (found: Set<string> | undefined) => (found?.size === 1 ? [...found][0] : undefined);
  return {
    add(identityStore, userId, name) {
      const user = JSON.stringify([identityStore, userId]);
      put(namesOf, user, name);
      put(usersOf, name, user);
    },
    nameOf: (identityStore, userId) => only(namesOf.get(JSON.stringify([identityStore, userId]))),
    userOf(name) {
      const user = only(usersOf.get(name));
      if (user === undefined) return undefined;
      const [identityStore = '', userId = ''] = JSON.parse(user) as string[];
      return { identityStore, userId };
    },
  };
}
