import { servicePrefixOf } from '../event/services.ts';
import { type AttributeCondition, type FieldCondition, has } from './condition.ts';
import type { Operand, Selector } from './field-test.ts';
import type { FilterAttribute } from './filter-attributes.ts';

/**
 * What a condition on a field of the record says of an attribute: where the field is not empty, it is
 * the attribute's value. Only `=` with text says something; a negation says nothing, because patterns
 * of attributes match in any case and would rule out too much.
 */
export function impliedByField(
  { selector, test }: FieldCondition,
  attribute: FilterAttribute,
): AttributeCondition | undefined {
  if (test.kind !== 'compare' || test.operator !== '=') return undefined;
  if (attributeByField.get(spellingOf(selector)) !== attribute) return undefined;
  const pattern = patternOf(test.operand);
  if (pattern === undefined) return undefined;
  // The attribute is better known by the short form, which each such event has as well.
  const isWhole = attribute === 'service' && !pattern.includes('*');
  return has(attribute, [isWhole ? servicePrefixOf(pattern) : pattern]);
}

/** Fields that decide an attribute on their own when they hold text. */
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

/** The selector's keys with periods between them; empty when it has other steps, too. */
function spellingOf(selector: Selector): string {
  return selector.every((step) => step.kind === 'key')
    ? selector.map(({ key }) => key).join('.')
    : '';
}

/**
 * A pattern for attributes that matches all that the operand equals; undefined when there is none.
 * Letters other than those of ASCII are left alone: some change their case by what stands beside them.
 */
function patternOf(operand: Operand): string | undefined {
  if (operand.kind === 'number') return operand.text;
  if (operand.kind !== 'text') return undefined;
  const pattern = operand.literals.join('*');
  // A pattern that lets empty text through says nothing: other fields decide then.
  return /^[ -~]+$/.test(pattern) && /[^*]/.test(pattern) ? pattern : undefined;
}
