import type { Condition } from '../query/condition/condition.ts';
import type { FilterAttribute } from '../query/condition/filter-attributes.ts';
import { type ImpliedValues, impliedValues } from '../query/condition/implied-values.ts';
import { compileValuePattern, onlyMatch } from '../query/condition/value-pattern.ts';

/** The values of an attribute with which a condition can hold. */
export interface ImpliedTest {
  /** Whether it can hold with any values. */
  readonly isAny: boolean;
  /** The only values, in lower case, with which it can hold; undefined when they are not listed. */
  readonly only: ReadonlySet<string> | undefined;
  /** Returns false if it cannot hold for events with these values. */
  readonly mayHold: (values: readonly string[]) => boolean;
}

/** Compiles what the condition implies for the attribute. */
export function compileImplied(condition: Condition, attribute: FilterAttribute): ImpliedTest {
  const implied = impliedValues(condition, attribute);
  if (!implied) return { isAny: true, only: undefined, mayHold: () => true };
  return { isAny: false, only: onlyValues(implied), mayHold: compileTree(implied) };
}

function compileTree(implied: ImpliedValues): (values: readonly string[]) => boolean {
  switch (implied.kind) {
    case 'all':
    case 'any': {
      const parts = implied.conditions.map(compileTree);
      return implied.kind === 'all'
        ? (values) => parts.every((holds) => holds(values))
        : (values) => parts.some((holds) => holds(values));
    }
    case 'not': {
      const holds = compileTree(implied.condition);
      return (values) => !holds(values);
    }
    case 'attribute': {
      const { attribute, patterns } = implied;
      const tests = patterns.map((pattern) => compileValuePattern(attribute, pattern));
      return (values) => tests.some((matches) => values.some(matches));
    }
    default:
      return implied satisfies never;
  }
}

function onlyValues(implied: ImpliedValues): ReadonlySet<string> | undefined {
  switch (implied.kind) {
    case 'all':
      return implied.conditions.map(onlyValues).find((values) => values !== undefined);
    case 'any': {
      const sets = implied.conditions.map(onlyValues);
      const isListed = sets.every((values) => values !== undefined);
      return isListed ? new Set(sets.flatMap((values) => [...(values ?? [])])) : undefined;
    }
    case 'not':
      return undefined;
    case 'attribute': {
      const { attribute, patterns } = implied;
      const values = patterns.map((pattern) => onlyMatch(attribute, pattern)?.toLowerCase());
      const isListed = values.every((value) => value !== undefined);
      return isListed ? new Set(values) : undefined;
    }
    default:
      return implied satisfies never;
  }
}
