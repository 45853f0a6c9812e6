import { compileGlob } from '../glob.ts';
import type { Caller } from './caller.ts';
import type { Chains } from './chains.ts';
import { findSought } from './find-sought.ts';
import type { Session } from './session.ts';
import { idsBelow } from './session-tree.ts';
import type { Thing } from './thing.ts';

/**
 * Returns the sessions of people with one of these names, without those that are only likely to be
 * theirs. `*` stands for any text; a name may be without the account or provider in parentheses.
 */
export function sessionsOfPeople(
  patterns: readonly string[],
  { identities, findPerson }: Chains,
): readonly Session[] {
  const tests = patterns.map((pattern) => compileGlob(pattern));
  return identities.sessions().filter((session) => {
    const person = findPerson(session);
    if (!person) return false;
    const { name, certainty } = person;
    const names = [name, name.replace(/ \([^()]*\)$/, '')].map((one) =>
      certainty === 'likely' ? `${one} (likely)` : one,
    );
    return tests.some((matches) => names.some(matches));
  });
}

/** Returns the sessions of the things, with all that were made from them. */
export function sessionsBelow(
  things: readonly Thing[],
  /** Returns the callers of the events that have the thing with this index. */
  callersOf: (index: number) => readonly Caller[],
  chains: Chains,
): readonly Session[] {
  const { sessionAt } = chains.identities;
  const sought = things.flatMap((thing, at) => findSought(thing, callersOf(at), chains));
  return [...idsBelow(sought, chains.trees)].map(sessionAt);
}
