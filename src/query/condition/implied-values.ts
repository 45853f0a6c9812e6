/**
 * What a condition says of one attribute, for everything that decides what is read at all: folders
 * of a trail, regions, questions to the Event history. Whatever is not about the attribute is left
 * out, so an event that passes the condition passes what is implied, and others may too.
 */
import type { AttributeCondition, Condition } from './condition.ts';
import type { FilterAttribute } from './filter-attributes.ts';
import { impliedByField } from './implied-by-field.ts';

/**
 * What must hold of one attribute: a condition that asks about this attribute only, and has `not` only
 * directly before such a question.
 */
export type ImpliedValues =
  | { readonly kind: 'all' | 'any'; readonly conditions: readonly ImpliedValues[] }
  | { readonly kind: 'not'; readonly condition: AttributeCondition }
  | AttributeCondition;

/** What must hold of the attribute when the condition holds; undefined when it may have any value. */
export function impliedValues(
  condition: Condition,
  attribute: FilterAttribute,
): ImpliedValues | undefined {
  return imply(condition, attribute, true);
}

/** `holds` is false inside of a `not`: what follows when the condition does not hold. */
function imply(
  condition: Condition,
  attribute: FilterAttribute,
  holds: boolean,
): ImpliedValues | undefined {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const implied = condition.conditions.map((part) => imply(part, attribute, holds));
      const known = implied.filter((part) => part !== undefined);
      // Not all of them hold when one does not, and the other way round.
      if ((condition.kind === 'all') === holds)
        return known.length > 0 ? join('all', known) : undefined;
      return known.length === implied.length ? join('any', known) : undefined;
    }
    case 'not':
      return imply(condition.condition, attribute, !holds);
    case 'attribute':
      if (condition.attribute !== attribute) return undefined;
      return holds ? condition : Object.freeze({ kind: 'not', condition });
    case 'field':
      return holds ? impliedByField(condition, attribute) : undefined;
    case 'text':
      return undefined;
    default:
      return condition satisfies never;
  }
}

function join(kind: 'all' | 'any', conditions: readonly ImpliedValues[]): ImpliedValues {
  const [first, ...others] = conditions;
  return first && others.length === 0
    ? first
    : Object.freeze({ kind, conditions: Object.freeze(conditions) });
}
