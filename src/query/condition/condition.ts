/**
 * Conditions on an event, as a tree of plain data. Flags, `--where` patterns and the sections of a
 * summary are all converted to one. Nodes are frozen when they are created.
 */
import type { FieldTest, Selector } from './field-test.ts';
import type { FilterAttribute } from './filter-attributes.ts';
import type { ItemCondition } from './item.ts';

/** A condition on one event. */
export type Condition =
  /** All of these conditions hold; an empty list always holds. */
  | { readonly kind: 'all'; readonly conditions: readonly Condition[] }
  /** At least one of these conditions holds; an empty list never does. */
  | { readonly kind: 'any'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  | AttributeCondition
  | FieldCondition
  | ItemCondition
  | TextCondition;

/**
 * A value of the attribute matches one of the patterns, ignoring case: `*` matches any text.
 * `compileValuePattern` documents the special patterns of some attributes.
 */
export interface AttributeCondition {
  readonly kind: 'attribute';
  readonly attribute: FilterAttribute;
  readonly patterns: readonly string[];
}

/** A field of the record, as AWS wrote it, passes a test. */
export interface FieldCondition {
  readonly kind: 'field';
  readonly selector: Selector;
  readonly test: FieldTest;
}

/** An RE2 expression matches somewhere in the compact JSON of the record. */
export interface TextCondition {
  readonly kind: 'text';
  readonly expression: string;
}

/**
 * Returns a condition that holds when all of these hold; for a single condition, that condition
 * itself.
 */
export function allOf(conditions: readonly Condition[]): Condition {
  return joined('all', conditions);
}

/**
 * Returns a condition that holds when any of these holds; for a single condition, that condition
 * itself.
 */
export function anyOf(conditions: readonly Condition[]): Condition {
  return joined('any', conditions);
}

/** Returns the negation of a condition. */
export function not(condition: Condition): Condition {
  return Object.freeze({ kind: 'not', condition });
}

/** Returns a condition that holds when a value of the attribute matches one of the patterns. */
export function has(attribute: FilterAttribute, patterns: readonly string[]): AttributeCondition {
  return Object.freeze({ kind: 'attribute', attribute, patterns: Object.freeze([...patterns]) });
}

/** Returns a condition that holds when an RE2 expression matches somewhere in the record. */
export function findsText(expression: string): TextCondition {
  return Object.freeze({ kind: 'text', expression });
}

/**
 * Splits a condition into the conditions that must all hold: the parts of an `all`, nested ones
 * included, or the condition itself.
 */
export function partsOf(condition: Condition): readonly Condition[] {
  return condition.kind === 'all' ? condition.conditions.flatMap(partsOf) : [condition];
}

function joined(kind: 'all' | 'any', conditions: readonly Condition[]): Condition {
  const [first, ...others] = conditions;
  if (first && others.length === 0) return first;
  return Object.freeze({ kind, conditions: Object.freeze([...conditions]) });
}
