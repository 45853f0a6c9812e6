/** The tree of sessions: what they were made from, and what was made from them. */
import { compareTexts } from '../compare-texts.ts';
import { lazy } from '../lazy.ts';
import type { FindOrigin } from './find-origin.ts';
import type { Identities } from './identities.ts';
import type { Origin, Session } from './session.ts';

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

/** Creates the trees of what was collected. */
export function createSessionTrees(identities: Identities, findOrigin: FindOrigin): SessionTrees {
  const children = lazy(() => childrenOfAll(identities, findOrigin));
  const treeOf = (session: Session, above: ReadonlySet<string>): SessionNode => {
    const path = new Set(above).add(session.id);
    const below = (children().get(session.id) ?? []).filter(({ id }) => !path.has(id));
    return {
      session,
      origin: findOrigin(session),
      children: below.map((child) => treeOf(child, path)),
    };
  };
  return {
    treeOf: (session) => treeOf(session, new Set()),
    pathTo(session) {
      const path: [Session, ...Session[]] = [session];
      for (;;) {
        const origin = findOrigin(path[0]);
        // A guess can lead in a circle.
        if (origin.kind !== 'session' || path.some(({ id }) => id === origin.session.id))
          return path;
        path.unshift(origin.session);
      }
    },
  };
}

/** Returns the sessions whose origin is another one, by the ID of that one. */
function childrenOfAll(
  identities: Identities,
  findOrigin: FindOrigin,
): ReadonlyMap<string, readonly Session[]> {
  const children = new Map<string, Session[]>();
  for (const session of identities.sessions()) {
    const origin = findOrigin(session);
    if (origin.kind !== 'session') continue;
    const siblings = children.get(origin.session.id);
    if (siblings) siblings.push(session);
    else children.set(origin.session.id, [session]);
  }
  const beganAt = (session: Session) => {
    const origin = findOrigin(session);
    return (
      ('event' in origin && origin.event?.time) || Date.parse(session.caller?.began ?? '') || 0
    );
  };
  for (const siblings of children.values()) {
    siblings.sort((a, b) => beganAt(a) - beganAt(b) || compareTexts(a.id, b.id));
  }
  return children;
}

/** Returns the IDs of the sessions from which one was made, its own, and those made from it. */
export function idsAround(session: Session, trees: SessionTrees): readonly string[] {
  return [...trees.pathTo(session).map(({ id }) => id), ...treeIds(session, trees)];
}

/** Returns the IDs of a session and of all that were made from it. */
export function treeIds(session: Session, { treeOf }: SessionTrees): readonly string[] {
  const ids: string[] = [];
  const open = [treeOf(session)];
  for (let node = open.pop(); node; node = open.pop()) {
    ids.push(node.session.id);
    open.push(...node.children);
  }
  return ids;
}
