/** The tree of sessions: what they were made from, and what was made from them. */
import { compareTexts } from '../compare-texts.ts';
import { lazy } from '../lazy.ts';
import type { FindOrigin } from './find-origin.ts';
import type { FindParent } from './find-parent.ts';
import { groupBy } from './group-by.ts';
import type { Identities } from './identities.ts';
import type { Origin, Session } from './session.ts';
import { keyNode, signInNode } from './session-nodes.ts';

/** A session in a tree. */
export interface SessionNode {
  readonly session: Session;
  readonly origin: Origin;
  /** The sessions that were made from it, in the order of their beginnings. */
  readonly children: readonly SessionNode[];
}

/** Finds the trees that sessions are in. */
export interface SessionTrees {
  /** Returns the sessions from which the session was made, the first one first, and itself last. */
  pathTo(session: Session): readonly [Session, ...Session[]];
  /** Returns the session with all that was made from it. */
  treeOf(session: Session): SessionNode;
}

/** What trees are made from. */
interface TreeSources {
  readonly identities: Identities;
  readonly findOrigin: FindOrigin;
  readonly findParent: FindParent;
}

/** Creates the trees of what was collected. Chains can be too long for recursion. */
export function createSessionTrees(sources: TreeSources): SessionTrees {
  const { findOrigin, findParent } = sources;
  const children = lazy(() => childrenOfAll(sources));
  const known = new Map<string, SessionNode>();
  return {
    treeOf(root) {
      const below = [root];
      for (const { id } of below) {
        if (known.has(id)) continue;
        for (const child of children().get(id) ?? []) below.push(child);
      }
      for (const session of below.toReversed()) {
        if (known.has(session.id)) continue;
        const nodes = (children().get(session.id) ?? []).flatMap(({ id }) => known.get(id) ?? []);
        known.set(session.id, { session, origin: findOrigin(session), children: nodes });
      }
      return known.get(root.id) ?? { session: root, origin: findOrigin(root), children: [] };
    },
    pathTo(session) {
      const path: [Session, ...Session[]] = [session];
      for (let parent = findParent(session); parent; parent = findParent(parent)) path.push(parent);
      return path.reverse() as [Session, ...Session[]];
    },
  };
}

/** Returns the sessions whose parent is another one, by the ID of that one. */
function childrenOfAll({
  identities,
  findOrigin,
  findParent,
}: TreeSources): ReadonlyMap<string, readonly Session[]> {
  const beganAt = (session: Session) => {
    const origin = findOrigin(session);
    const event = 'event' in origin ? origin.event : undefined;
    return event?.time ?? (Date.parse(session.caller?.began ?? '') || 0);
  };
  const sorted = sessionsOf(identities)
    .map((session) => ({ session, time: beganAt(session) }))
    .sort((a, b) => a.time - b.time || compareTexts(a.session.id, b.session.id))
    .map(({ session }) => session);
  return groupBy(sorted, (session) => findParent(session)?.id ?? '');
}

/** Returns all sessions that were used, and those whose credentials were issued. */
function sessionsOf(identities: Identities): readonly Session[] {
  const sessions = new Map(identities.sessions().map((session) => [session.id, session]));
  const add = (session: Session) => sessions.set(session.id, session);
  for (const { kind, key, signIn } of identities.events()) {
    if (kind === 'end-key') continue;
    if (key !== undefined) add(identities.sessionAt(keyNode(key)));
    if (signIn !== undefined) add(identities.sessionAt(signInNode(signIn)));
  }
  return [...sessions.values()];
}
