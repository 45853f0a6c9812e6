/** The tree of sessions: what they were made from, and what was made from them. */
import { compareTexts } from '../compare-texts.ts';
import { lazy } from '../lazy.ts';
import type { FindOrigin } from './find-origin.ts';
import type { FindParent } from './find-parent.ts';
import { groupBy } from './group-by.ts';
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
  const sorted = identities
    .sessions()
    .map((session) => ({ session, time: beganAt(session) }))
    .sort((a, b) => a.time - b.time || compareTexts(a.session.id, b.session.id))
    .map(({ session }) => session);
  return groupBy(sorted, (session) => findParent(session)?.id ?? '');
}

/**
 * Returns the IDs of the sessions from which these were made, theirs, and of those made from them.
 */
export function idsAround(sessions: readonly Session[], trees: SessionTrees): ReadonlySet<string> {
  const above = sessions.flatMap((session) => trees.pathTo(session).map(({ id }) => id));
  return new Set([...above, ...idsBelow(sessions, trees)]);
}

/** Returns the IDs of the sessions and of all that were made from them. */
export function idsBelow(
  sessions: readonly Session[],
  { treeOf }: SessionTrees,
): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const session of sessions) {
    const open = ids.has(session.id) ? [] : [treeOf(session)];
    for (let node = open.pop(); node; node = open.pop()) {
      if (ids.has(node.session.id)) continue;
      ids.add(node.session.id);
      for (const child of node.children) open.push(child);
    }
  }
  return ids;
}
