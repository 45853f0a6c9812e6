/**
 * What is asked of an event, as a tree of plain data. Flags, `--where` patterns and the sections of a
 * summary all become one. Nodes are frozen where they are made.
 */
import type { FieldTest, Selector } from './field-test.ts';
import type { FilterAttribute } from './filter-attributes.ts';

/** A condition on one event. */
export type Condition =
  /** Every one of them holds; without any, it always does. */
  | { readonly kind: 'all'; readonly conditions: readonly Condition[] }
  /** At least one of them holds; without any, it never does. */
  | { readonly kind: 'any'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  | AttributeCondition
  | FieldCondition
  | TextCondition;

/**
 * A value of an attribute matches one of the patterns, without regard to case: `*` stands for any
 * text. `compileValuePattern` says what else the patterns of some attributes mean.
 */
export interface AttributeCondition {
  readonly kind: 'attribute';
  readonly attribute: FilterAttribute;
  readonly patterns: readonly string[];
}

/** A field of the record as AWS wrote it passes a test. */
export interface FieldCondition {
  readonly kind: 'field';
  readonly selector: Selector;
  readonly test: FieldTest;
}

/** An RE2 expression is found in the compact JSON of the record. */
export interface TextCondition {
  readonly kind: 'text';
  readonly expression: string;
}

/** All of the conditions; of one, that one itself. */
export function allOf(conditions: readonly Condition[]): Condition {
  return joined('all', conditions);
}

/** Any of the conditions; of one, that one itself. */
export function anyOf(conditions: readonly Condition[]): Condition {
  return joined('any', conditions);
}

/** The opposite of a condition. */
export function not(condition: Condition): Condition {
  return Object.freeze({ kind: 'not', condition });
}

/** An attribute has a value that matches one of the patterns. */
export function has(attribute: FilterAttribute, patterns: readonly string[]): AttributeCondition {
  return Object.freeze({ kind: 'attribute', attribute, patterns: Object.freeze([...patterns]) });
}

/** An expression is found in the record. */
export function findsText(expression: string): TextCondition {
  return Object.freeze({ kind: 'text', expression });
}

/** The conditions that must all hold for this one to hold: the parts of an `all`, and of those in it. */
export function partsOf(condition: Condition): readonly Condition[] {
  return condition.kind === 'all' ? condition.conditions.flatMap(partsOf) : [condition];
}

function joined(kind: 'all' | 'any', conditions: readonly Condition[]): Condition {
  const [first, ...others] = conditions;
  if (first && others.length === 0) return first;
  return Object.freeze({ kind, conditions: Object.freeze([...conditions]) });
}
