import type { Caller } from './caller.ts';
import type { Chains } from './chains.ts';
import { type IdentityEvent, isKeyChange } from './identity-event.ts';
import type { Session } from './session.ts';
import { keyNode, signInNode } from './session-nodes.ts';
import type { Thing } from './thing.ts';

/**
 * Returns the sessions of a thing: those of the callers whose events have it, those that were
 * issued for it though no event of theirs was read, and for a name those of the person.
 */
export function findSought(
  thing: Thing,
  callers: readonly Caller[],
  { identities, findPerson }: Chains,
): readonly Session[] {
  const issued = identities.events().flatMap((event) => {
    if (!isFor(event, thing)) return [];
    if (event.key !== undefined) return [identities.sessionAt(keyNode(event.key))];
    return event.signIn === undefined ? [] : [identities.sessionAt(signInNode(event.signIn))];
  });
  const used = callers.flatMap((caller) => identities.sessionOf(caller) ?? []);
  const ofPerson =
    thing.kind === 'name'
      ? identities.sessions().filter((session) => isNamed(findPerson(session)?.name, thing.text))
      : [];
  return [...new Map([...used, ...issued, ...ofPerson].map((one) => [one.id, one])).values()];
}

/** Returns whether the credentials that the event issued are those of the thing. */
function isFor(event: IdentityEvent, thing: Thing): boolean {
  if (isKeyChange(event)) return false;
  const { key, role, user, session, signIn } = event;
  switch (thing.kind) {
    case 'access key':
      return key === thing.text;
    case 'ARN':
      return role === thing.text || signIn === thing.text;
    case 'instance':
      return session === thing.text;
    case 'name': {
      const lastOfRole = role?.slice(role.lastIndexOf('/') + 1);
      const names = [user, session, lastOfRole, `${lastOfRole}/${session}`];
      return names.includes(thing.text);
    }
    case 'address':
    case 'event':
      return false;
  }
}

/** A person's name is followed by what tells it from others of the same name. */
function isNamed(name: string | undefined, text: string): boolean {
  return name !== undefined && (name === text || name.startsWith(`${text} (`));
}
