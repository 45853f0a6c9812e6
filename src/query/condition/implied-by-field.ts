import { servicePrefixOf } from '../../event/services.ts';
import { type AttributeCondition, type FieldCondition, has } from './condition.ts';
import type { Operand, Selector } from './field-test.ts';
import type { FilterAttribute } from './filter-attributes.ts';

/**
 * What a condition on a field of the record implies for an attribute whose value that field is, unless
 * it is empty. Only `=` with text implies something. A negation implies nothing, because patterns of
 * attributes match in any case and would rule out too much.
 */
export function impliedByField(
  { selector, test }: FieldCondition,
  attribute: FilterAttribute,
): AttributeCondition | undefined {
  if (test.kind !== 'compare' || test.operator !== '=') return undefined;
  if (attributeByField.get(spellingOf(selector)) !== attribute) return undefined;
  const pattern = patternOf(test.operand);
  if (pattern === undefined) return undefined;
  // Every such event also has the short form, by which services are asked for.
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
 * A pattern for attributes that matches every value equal to the operand; undefined when there is none.
 * Only ASCII is looked at, since other letters may change their case by what stands beside them.
 */
function patternOf(operand: Operand): string | undefined {
  if (operand.kind === 'number') return operand.text;
  if (operand.kind !== 'text') return undefined;
  const pattern = operand.literals.join('*');
  // Where the field is empty, other fields decide, or the attribute has no value.
  return /^[ -~]+$/.test(pattern) && /[^*]/.test(pattern) ? pattern : undefined;
}
