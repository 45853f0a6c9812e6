import { servicePrefixOf } from '../../event/services.ts';
import { type AttributeCondition, type FieldCondition, has } from './condition.ts';
import type { Operand, Selector } from './field-test.ts';
import type { FilterAttribute } from './filter-attributes.ts';

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
  const pattern = patternOf(test.operand);
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
  const pattern = operand.literals.join('*');
  // Without empty text: if the field is empty, other fields determine the attribute, or it has no
  // value.
  return /^[ -~]+$/.test(pattern) && /[^*]/.test(pattern) ? pattern : undefined;
}
