/**
 * The names that a filter has compared with the ones that were asked for, so that a run without
 * matches can suggest the nearest. The scanner asks a filter about each name only once, so noting
 * them costs next to nothing.
 */
import type { FilterAttribute } from './condition/filter-attributes.ts';

/** Names by attribute. Plain data. */
export type ReadNames = ReadonlyMap<FilterAttribute, ReadonlySet<string>>;

/** Notes names until there are many: then a suggestion would be a matter of luck. */
export interface NameNotes {
  note(attribute: FilterAttribute, names: readonly string[]): void;
  /** Returns the names noted since the last call; undefined when there are none. */
  take(): ReadNames | undefined;
}

const maxNames = 4000;
const longestName = 200;

/** Attributes whose values are names that cannot be checked before anything is read. */
const namedAttributes: ReadonlySet<FilterAttribute> = new Set([
  'event',
  'principal',
  'identity',
  'user',
  'role',
  'agent',
]);

/** Creates notes without a name. */
export function createNameNotes(): NameNotes {
  let left = maxNames;
  const known = new Map<FilterAttribute, Set<string>>();
  let fresh = new Map<FilterAttribute, Set<string>>();
  return {
    note(attribute, names) {
      if (left === 0 || !namedAttributes.has(attribute)) return;
      for (const name of names) {
        if (left === 0 || name.length > longestName || known.get(attribute)?.has(name)) continue;
        left--;
        addName(known, attribute, name);
        addName(fresh, attribute, name);
      }
    },
    take() {
      if (fresh.size === 0) return undefined;
      const taken = fresh;
      fresh = new Map();
      return taken;
    },
  };
}

/** Returns the names of both, or the one that there is; at most a certain number of each attribute. */
export function joinNames(
  a: ReadNames | undefined,
  b: ReadNames | undefined,
): ReadNames | undefined {
  if (!a || !b) return a ?? b;
  const joined = new Map([...a].map(([attribute, names]) => [attribute, new Set(names)]));
  for (const [attribute, names] of b) {
    for (const name of names) {
      if ((joined.get(attribute)?.size ?? 0) < maxNames) addName(joined, attribute, name);
    }
  }
  return joined;
}

function addName(all: Map<FilterAttribute, Set<string>>, attribute: FilterAttribute, name: string) {
  const names = all.get(attribute);
  if (names) names.add(name);
  else all.set(attribute, new Set([name]));
}
