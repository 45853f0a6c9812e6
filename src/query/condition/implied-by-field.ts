import { servicePrefixOf } from '../../event/services.ts';
import { type AttributeCondition, type FieldCondition, has } from './condition.ts';
import type { Operand, Selector } from './field-test.ts';
import type { FilterAttribute } from './filter-attributes.ts';
import type { ItemCondition, TextPattern } from './item.ts';

/**
 * Returns what a condition on a field implies for an attribute that takes its value from that
 * field, unless the field is empty. Only `=` with text implies something. A negation implies
 * nothing, because patterns of attributes ignore case and would rule out too much.
 */
export function impliedByField(
  { selector, test }: FieldCondition,
  attribute: FilterAttribute,
): AttributeCondition | undefined {
  if (test.kind !== 'compare' || test.operator !== '=') return undefined;
  if (attributeByField.get(spellingOf(selector)) !== attribute) return undefined;
  return hasPattern(attribute, patternOf(test.operand));
}

/**
 * Returns what an item implies for an attribute, as `impliedByField` does; an item on the attribute
 * itself does so as well.
 */
export function impliedByItem(
  { field, test }: ItemCondition,
  attribute: FilterAttribute,
): AttributeCondition | undefined {
  if (test.kind !== 'text') return undefined;
  const isAbout = attributeByField.get(field) ?? field.replace(/^trailscan\./, '');
  return isAbout === attribute ? hasPattern(attribute, spelledPattern(test.pattern)) : undefined;
}

function hasPattern(
  attribute: FilterAttribute,
  pattern: string | undefined,
): AttributeCondition | undefined {
  if (pattern === undefined) return undefined;
  // Filters use the short form of a service's name, which every such event has as well.
  const isWhole = attribute === 'service' && !pattern.includes('*');
  return has(attribute, [isWhole ? servicePrefixOf(pattern) : pattern]);
}

/** The fields that determine an attribute without any other field, when they hold text. */
const attributeByField: ReadonlyMap<string, FilterAttribute> = new Map([
  ['eventSource', 'service'],
  ['eventName', 'event'],
  ['userIdentity.accessKeyId', 'access-key'],
  ['userIdentity.type', 'identity-type'],
  ['recipientAccountId', 'account'],
  ['awsRegion', 'region'],
  ['errorCode', 'error'],
  ['eventID', 'event-id'],
]);

/** Returns the selector's keys joined with periods; empty when it has other steps as well. */
function spellingOf(selector: Selector): string {
  return selector.every((step) => step.kind === 'key')
    ? selector.map(({ key }) => key).join('.')
    : '';
}

/**
 * Returns an attribute pattern that matches every value equal to the operand; undefined when no
 * pattern does. Only ASCII is accepted, since the case of other letters may depend on their
 * neighbours.
 */
function patternOf(operand: Operand): string | undefined {
  if (operand.kind === 'number') return operand.text;
  if (operand.kind !== 'text') return undefined;
  return usablePattern(operand.literals.join('*'));
}

/** Returns the pattern of an attribute that matches at least what the pattern of an item does. */
function spelledPattern(tokens: TextPattern): string | undefined {
  return usablePattern(tokens.map((token) => (typeof token === 'string' ? token : '*')).join(''));
}

function usablePattern(pattern: string): string | undefined {
  // Without empty text: if the field is empty, other fields determine the attribute, or it has no
  // value.
  return /^[ -~]+$/.test(pattern) && /[^*]/.test(pattern) ? pattern : undefined;
}
