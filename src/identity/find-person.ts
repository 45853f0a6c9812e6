/**
 * The person behind a session, or the workload. A name is only given where AWS vouches for it:
 * names of role sessions are chosen by whoever assumes the role, except those that IAM Identity
 * Center gives to its own roles.
 */
import type { Caller } from './caller.ts';
import type { FindOrigin } from './find-origin.ts';
import type { FindParent } from './find-parent.ts';
import type { Identities } from './identities.ts';
import { userGiven } from './identity-event.ts';
import { personOfCaller, personOfRole, personOfSubject, userOf } from './named-person.ts';
import type { FindPerson, Person } from './person.ts';
import type { Origin, Session } from './session.ts';
import { servedWorkload, workloadOf } from './workload.ts';

/** What persons are found in. */
interface PersonSources {
  readonly identities: Identities;
  readonly findOrigin: FindOrigin;
  readonly findParent: FindParent;
}

/**
 * Creates the function that finds persons. A chain is walked up until somebody is known, then down
 * again: chains can be too long for recursion.
 */
export function createFindPerson({
  identities,
  findOrigin,
  findParent,
}: PersonSources): FindPerson {
  const known = new WeakMap<Session, { readonly person: Person | undefined }>();
  return (session) => {
    const path: Session[] = [];
    let next: Session | undefined = session;
    while (next && !known.has(next)) {
      path.push(next);
      next = isWho(ownPerson(next, identities), next) ? undefined : findParent(next);
    }
    for (const each of path.toReversed()) {
      const above = personAbove(each, findOrigin(each), (parent) =>
        findParent(each) === parent ? known.get(parent)?.person : undefined,
      );
      known.set(each, { person: choose(each, ownPerson(each, identities), above) });
    }
    return known.get(session)?.person;
  };
}

/**
 * Returns the person that the session's own events name, or the event that issued its credentials.
 */
function ownPerson({ caller, issued }: Session, identities: Identities): Person | undefined {
  if (caller) return personOfCaller(caller, identities);
  if (issued?.kind === 'create-key') return userOf(userGiven(issued), 'iam-user');
  return issued?.by.type === 'SAMLUser'
    ? personOfRole(issued.role ?? '', issued.session ?? '', identities)
    : undefined;
}

/** Returns whether a session's own person is known for sure, whatever led to the session. */
function isWho(own: Person | undefined, { caller }: Session): boolean {
  return own !== undefined && (own.rule === 'on-behalf-of' || !caller || !isOfRole(caller));
}

function isOfRole({ type, assumedRoot }: Caller): boolean {
  return type === 'AssumedRole' || assumedRoot === 'true';
}

/** A user, or root, is who they are; the session of a role is what led to it. */
function choose(
  session: Session,
  own: Person | undefined,
  above: Person | undefined,
): Person | undefined {
  if (isWho(own, session) || own?.rule === 'identity-center-role') return own;
  if (above?.certainty === 'certain') return above;
  return own ?? above ?? (session.caller && workloadOf(session.caller));
}

/** Returns the person that the origin leads to; a step that is likely makes the person likely. */
function personAbove(
  { caller }: Session,
  origin: Origin,
  personOf: (parent: Session) => Person | undefined,
): Person | undefined {
  switch (origin.kind) {
    case 'session': {
      // Whoever makes a key or a password for a user is not that user.
      if (origin.how === 'created-key' || origin.how === 'password') return undefined;
      const person = personOf(origin.session);
      return person && origin.certainty === 'likely' ? { ...person, certainty: 'likely' } : person;
    }
    case 'service':
      return servedWorkload(origin.service, origin.event, caller);
    case 'provider':
      return personOfSubject(origin.event);
    case 'principal':
    case 'missing':
      return undefined;
  }
}
