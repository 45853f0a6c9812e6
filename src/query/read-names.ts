/**
 * The names that a filter has compared with the ones that were asked for, so that a run without
 * matches can suggest the nearest. The scanner asks a filter about each name only once, so noting
 * them costs next to nothing.
 */
import type { FilterAttribute } from './condition/filter-attributes.ts';

/** Names by attribute. Plain data. */
export type ReadNames = ReadonlyMap<FilterAttribute, ReadonlySet<string>>;

type MutableNames = Map<FilterAttribute, Set<string>>;

/** Notes names until there are many: then a suggestion would be a matter of luck. */
export interface NameNotes {
  note(attribute: FilterAttribute, names: readonly string[]): void;
  /** Returns the names noted since the last call; undefined when there are none. */
  take(): MutableNames | undefined;
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

/** Adds names to a total, up to a certain number for each attribute. */
export function addNames(total: MutableNames, names: ReadNames): void {
  for (const [attribute, some] of names) {
    for (const name of some) {
      if ((total.get(attribute)?.size ?? 0) < maxNames) addName(total, attribute, name);
    }
  }
}

function addName(all: MutableNames, attribute: FilterAttribute, name: string) {
  const names = all.get(attribute);
  if (names) names.add(name);
  else all.set(attribute, new Set([name]));
}
