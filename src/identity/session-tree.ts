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
