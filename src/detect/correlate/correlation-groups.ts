import { createTextHash } from '../../aggregate/hash-text.ts';
import type { CorrelationRule } from '../rule.ts';
import { compileGroupKeys, type GroupKeys } from './group-keys.ts';
import type { Subject } from './match.ts';
import { placeOf } from './order-correlations.ts';

/** The groups of a correlation to which a subject belongs. */
export interface CorrelationGroups {
  /**
   * Returns the keys of the groups, each with the positions of the rules for which the subject
   * belongs to it: with aliases, one event may belong to different groups for different rules.
   */
  groupsOf(subject: Subject, positions: readonly number[]): readonly GroupOfRules[];
  /** Returns the values of a group, by field or alias. */
  valuesOf(key: string): Readonly<Record<string, string>>;
}

/** A group, and the rules for which a subject belongs to it. */
interface GroupOfRules {
  readonly key: string;
  readonly positions: readonly number[];
}

/** Compiles how a correlation groups; see `compileFieldReader` for what it throws. */
export function compileCorrelationGroups(rule: CorrelationRule): CorrelationGroups {
  const { rules, groupBy, aliases } = rule;
  const keysOf = rules.map((name) => {
    const fields = groupBy.map((field) => fieldOf(aliases, field, name));
    return compileGroupKeys(fields, placeOf(rule), shorten);
  });
  const [first] = keysOf;
  const hasAliases = groupBy.some((field) => Object.hasOwn(aliases, field));
  return {
    groupsOf: (subject, positions) => {
      if (hasAliases && positions.length > 1) return mergeGroups(keysOf, subject, positions);
      const keys = keysOf[positions[0] ?? 0]?.keysOf(subject) ?? [];
      return keys.map((key) => ({ key, positions }));
    },
    valuesOf: (key) => {
      const values = first?.valuesOf(key) ?? [];
      return Object.fromEntries(groupBy.map((field, index) => [field, values[index] ?? '']));
    },
  };
}

/** Returns the field that an alias means in a rule; the name itself if it is not an alias. */
function fieldOf(aliases: CorrelationRule['aliases'], field: string, rule: string): string {
  const fields = Object.hasOwn(aliases, field) ? aliases[field] : undefined;
  return (fields && Object.hasOwn(fields, rule) ? fields[rule] : undefined) ?? field;
}

function mergeGroups(
  keysOf: readonly GroupKeys[],
  subject: Subject,
  positions: readonly number[],
): readonly GroupOfRules[] {
  const merged = new Map<string, number[]>();
  for (const position of positions) {
    for (const key of keysOf[position]?.keysOf(subject) ?? []) {
      const known = merged.get(key);
      if (known) known.push(position);
      else merged.set(key, [position]);
    }
  }
  return [...merged].map(([key, found]) => ({ key, positions: found }));
}

/** Longer values of groups are shortened: a million policy documents would not fit into memory. */
const maxLength = 1000;

/** Always the same, so that the same data gives the same findings. */
const hash = createTextHash(() => 0);

/** Returns a text or, of a long one, its beginning and a hash of all of it. */
function shorten(text: string): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength)}… (${hash(text).toString(16)})`;
}
