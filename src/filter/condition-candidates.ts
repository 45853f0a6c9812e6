import { attributes } from '../event/attributes.ts';
import { type CloudTrailEvent, eventNameOf } from '../event/event.ts';
import type { Condition } from '../query/condition/condition.ts';
import { compileImplied } from './implied-test.ts';

/** The conditions that may hold for an event, by the name of its call. */
export interface Candidates {
  /** Returns their indexes in ascending order; the same list for events of the same name. */
  readonly candidatesOf: (event: CloudTrailEvent) => readonly number[];
  /** Whether a condition, by its index, is ruled out by some names of calls. */
  readonly namesCalls: readonly boolean[];
}

/** Callers can make up names, so all are forgotten when this many are remembered. */
const maxNames = 10_000;

/**
 * Compiles the conditions to a function that finds those that the name of an event's call allows.
 */
export function createCandidates(conditions: readonly Condition[]): Candidates {
  const implied = conditions.map((condition) => compileImplied(condition, 'event'));
  const byName = new Map<string, number[]>();
  const others: number[] = [];
  for (const [index, { only }] of implied.entries()) {
    if (!only) others.push(index);
    for (const name of only ?? []) {
      const indexes = byName.get(name) ?? [];
      byName.set(name, indexes);
      indexes.push(index);
    }
  }
  const remembered = new Map<string, readonly number[]>();
  const find = (event: CloudTrailEvent) => {
    const names = attributes.event.values(event);
    // An Insight event has another name in filters than in its field, which conditions test, too.
    if (!names.includes(eventNameOf(event))) return [...conditions.keys()];
    const found = names.flatMap((name) => byName.get(name.toLowerCase()) ?? []);
    const possible = others.filter((index) => implied[index]?.mayHold(names));
    return [...new Set([...found, ...possible])].sort((a, b) => a - b);
  };
  const candidatesOf = (event: CloudTrailEvent) => {
    const key = attributes.event.show(event);
    const known = remembered.get(key);
    if (known) return known;
    if (remembered.size >= maxNames) remembered.clear();
    const found = find(event);
    remembered.set(key, found);
    return found;
  };
  return { candidatesOf, namesCalls: implied.map(({ isAny }) => !isAny) };
}

/** Returns a function that returns the candidates that are wanted; it remembers the lists. */
export function rememberByList(
  candidatesOf: (event: CloudTrailEvent) => readonly number[],
  isWanted: (index: number) => boolean,
): (event: CloudTrailEvent) => readonly number[] {
  const wanted = new WeakMap<readonly number[], readonly number[]>();
  return (event) => {
    const all = candidatesOf(event);
    const known = wanted.get(all);
    if (known) return known;
    const some = all.filter(isWanted);
    wanted.set(all, some);
    return some;
  };
}
