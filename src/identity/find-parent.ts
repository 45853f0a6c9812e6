import { compareTexts } from '../compare-texts.ts';
import type { FindOrigin } from './find-origin.ts';
import type { Session } from './session.ts';

/** Finds the session from which a session was made; undefined for the first of a chain. */
export type FindParent = (session: Session) => Session | undefined;

/**
 * Creates the function that finds parents. Origins can lead in a circle, by a guess or by made-up
 * events: then one session of the circle has no parent, the same one wherever the search begins.
 */
export function createFindParent(findOrigin: FindOrigin): FindParent {
  const parents = new Map<string, Session | undefined>();
  const originOf = (session: Session) => {
    const origin = findOrigin(session);
    return origin.kind === 'session' ? origin : undefined;
  };
  return (session) => {
    const path = new Map<string, Session>();
    let next: Session | undefined = session;
    while (next && !parents.has(next.id) && !path.has(next.id)) {
      path.set(next.id, next);
      next = originOf(next)?.session;
    }
    for (const each of path.values()) parents.set(each.id, originOf(each)?.session);
    if (next && path.has(next.id)) {
      const ids = [...path.keys()];
      const circle = [...path.values()].slice(ids.indexOf(next.id));
      parents.set(weakestOf(circle, originOf), undefined);
    }
    return parents.get(session.id);
  };
}

/**
 * Returns the ID of the session that is only likely to come from another one; else of the first.
 */
function weakestOf(
  circle: readonly Session[],
  originOf: (session: Session) => { readonly certainty: string } | undefined,
): string {
  const sorted = circle.toSorted((a, b) => compareTexts(a.id, b.id));
  const likely = sorted.find((session) => originOf(session)?.certainty === 'likely');
  return (likely ?? sorted[0])?.id ?? '';
}
