/**
 * Divides conditions into clusters whose answers are remembered separately. A condition that needs
 * an address, in the same cluster as one that needs a user agent, would be looked up by both, and
 * hardly any two events have the same ones.
 */
import type { FieldKeys } from '../event/field-path.ts';
import type { Condition } from '../query/condition/condition.ts';
import type { CompiledCondition } from './compile-condition.ts';
import { leavesOf } from './compile-partial.ts';
import type { Candidates } from './condition-candidates.ts';
import { isInsideAny, isLarge, outermostFields } from './field-reads.ts';

/** Conditions that are decided by the same fields. */
export interface ConditionCluster {
  /** The indexes of its conditions, in ascending order. */
  readonly indexes: readonly number[];
  /** The short fields that decide them; empty when others are needed, too. */
  readonly fields: readonly FieldKeys[];
}

/** The number of clusters with short fields: each costs a look-up for every event. */
const maxShort = 8;

/**
 * Divides the conditions: those that `known` fields decide; those that further short fields decide,
 * by these fields; and those that need fields with objects. `namesCalls` says which conditions are
 * ruled out by some names of calls; `compile` compiles a condition.
 */
export function clusterConditions(
  conditions: readonly Condition[],
  known: readonly FieldKeys[],
  {
    namesCalls,
    compile,
  }: Pick<Candidates, 'namesCalls'> & {
    readonly compile: (condition: Condition) => CompiledCondition;
  },
): readonly ConditionCluster[] {
  const clusters = new Map<string, OpenCluster>();
  for (const [index, condition] of conditions.entries()) {
    const fields = neededFields(condition, known, compile);
    // A broad condition has to be decided for every event, so it is kept apart.
    const isBroad = !namesCalls[index];
    const needsLarge = fields.some(isLarge);
    const key = JSON.stringify([isBroad, needsLarge ? 'large' : fields]);
    const cluster = clusters.get(key) ?? { indexes: [], fields: [], isBroad, needsLarge };
    clusters.set(key, cluster);
    cluster.indexes.push(index);
    if (!needsLarge) cluster.fields.push(...fields);
  }
  const all = [...clusters.values()];
  const short = all.filter(({ needsLarge }) => !needsLarge);
  short.sort((a, b) => Number(b.isBroad) - Number(a.isBroad) || a.fields.length - b.fields.length);
  const rest = short.slice(maxShort - 1);
  const large = all.filter(({ needsLarge }) => needsLarge);
  return [...short.slice(0, maxShort - 1), mergeAll(rest), ...large]
    .filter(({ indexes }) => indexes.length > 0)
    .map(({ indexes, fields }) => ({ indexes, fields: outermostFields(fields) }));
}

interface OpenCluster {
  readonly indexes: number[];
  readonly fields: FieldKeys[];
  readonly isBroad: boolean;
  /** Whether its conditions need fields with objects. */
  readonly needsLarge: boolean;
}

function mergeAll(clusters: readonly ConditionCluster[]): ConditionCluster {
  return {
    indexes: clusters.flatMap(({ indexes }) => indexes).toSorted((a, b) => a - b),
    fields: clusters.flatMap(({ fields }) => fields),
  };
}

/**
 * Returns the fields that a condition needs besides the known ones, in the order of their names.
 */
function neededFields(
  condition: Condition,
  known: readonly FieldKeys[],
  compile: (condition: Condition) => CompiledCondition,
): readonly FieldKeys[] {
  const isKnown = (read: FieldKeys) => isInsideAny(read, known);
  const needed = leavesOf(condition)
    .map(compile)
    // A short way decides such a condition for most events.
    .filter(({ shortcuts }) => !shortcuts.some(({ reads }) => reads.every(isKnown)))
    .flatMap(({ reads }) => reads.filter((field) => !isKnown(field)));
  return outermostFields(needed).toSorted((a, b) => (a.join('.') < b.join('.') ? -1 : 1));
}
