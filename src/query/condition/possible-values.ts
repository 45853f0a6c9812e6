/**
 * Reads implied values: whether an attribute may have a value, which values it may have, and
 * whether it must have one.
 */
import { mayHaveVersion, withoutVersion } from '../../event/event-name.ts';
import type { AttributeCondition } from './condition.ts';
import type { FilterAttribute } from './filter-attributes.ts';
import type { ImpliedValues } from './implied-values.ts';
import { compileValuePattern, onlyMatch } from './value-pattern.ts';

/**
 * Returns a test of whether an event that passes may have a value. When nothing is implied, it may
 * have any value.
 */
export function mayHave(implied: ImpliedValues | undefined): (value: string) => boolean {
  switch (implied?.kind) {
    case undefined:
      return () => true;
    case 'all': {
      const tests = implied.conditions.map(mayHave);
      return (value) => tests.every((test) => test(value));
    }
    case 'any': {
      const tests = implied.conditions.map(mayHave);
      return (value) => tests.some((test) => test(value));
    }
    case 'not': {
      const matches = compilePatterns(implied.condition);
      return (value) => !matches(value);
    }
    case 'attribute':
      if (implied.attribute === 'event') return compileNames(implied);
      // If an event has several values, another one may be the match.
      return attributesOfSeveralValues.has(implied.attribute)
        ? () => true
        : compilePatterns(implied);
    default:
      return implied satisfies never;
  }
}

/** An event has its name with and without the version: the other one may be the match. */
function compileNames(implied: AttributeCondition): (name: string) => boolean {
  const matches = compilePatterns(implied);
  return (name) => matches(name) || mayHaveVersion(name) || matches(withoutVersion(name));
}

function compilePatterns({ attribute, patterns }: AttributeCondition): (value: string) => boolean {
  const tests = patterns.map((pattern) => compileValuePattern(attribute, pattern));
  return (value) => tests.some((matches) => matches(value));
}

/** The attributes that may have several values for one event; any other has at most one. */
const attributesOfSeveralValues: ReadonlySet<FilterAttribute> = new Set([
  'service',
  'principal',
  'user',
  'role',
  'source-ip',
  'resource',
  'resource-type',
]);

/**
 * Returns a list of values such that every event that passes has at least one of them, in upper or
 * lower case. Each value is listed once. Undefined when no list is implied.
 */
export function listValues(implied: ImpliedValues | undefined): readonly string[] | undefined {
  const list = implied && coverOf(implied);
  return list && [...new Set(list)].filter(mayHave(implied));
}

/**
 * Returns the shortest implied list, possibly with repetitions and with values that other
 * conditions exclude.
 */
function coverOf(implied: ImpliedValues): readonly string[] | undefined {
  switch (implied.kind) {
    case 'all': {
      const covers = implied.conditions.map(coverOf).filter((cover) => cover !== undefined);
      return covers.toSorted((a, b) => a.length - b.length)[0];
    }
    case 'any': {
      const covers = implied.conditions.map(coverOf);
      return covers.every((cover) => cover !== undefined) ? covers.flat() : undefined;
    }
    case 'not':
      return undefined;
    case 'attribute': {
      const { attribute, patterns } = implied;
      const values = patterns.map((pattern) => onlyMatch(attribute, pattern));
      return values.every((value) => value !== undefined) ? values : undefined;
    }
    default:
      return implied satisfies never;
  }
}

/** Returns whether an event without a value of the attribute cannot pass. */
export function needsValue(implied: ImpliedValues | undefined): boolean {
  switch (implied?.kind) {
    case undefined:
    case 'not':
      return false;
    case 'all':
      return implied.conditions.some(needsValue);
    case 'any':
      return implied.conditions.every(needsValue);
    case 'attribute':
      return true;
    default:
      return implied satisfies never;
  }
}
