/**
 * Derives what a condition implies for one attribute. This decides what is read at all: folders of
 * a trail, regions, requests to the Event history. Conditions on anything else are left out. So
 * every event that passes the condition also passes the implied one, and other events may, too.
 */
import type { AttributeCondition, Condition } from './condition.ts';
import type { FilterAttribute } from './filter-attributes.ts';
import { impliedByField, impliedByItem } from './implied-by-field.ts';

/** A condition on one attribute only, with `not` only directly around an attribute condition. */
export type ImpliedValues =
  | { readonly kind: 'all' | 'any'; readonly conditions: readonly ImpliedValues[] }
  | { readonly kind: 'not'; readonly condition: AttributeCondition }
  | AttributeCondition;

/**
 * Returns what must hold for the attribute when the condition holds; undefined when it may have any
 * value.
 */
export function impliedValues(
  condition: Condition,
  attribute: FilterAttribute,
): ImpliedValues | undefined {
  return imply(condition, attribute, true);
}

/**
 * Returns what follows for the attribute if the condition holds or, with `holds` false, if it does
 * not hold.
 */
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
      // "Not all hold" means that any does not hold, and the other way round.
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
    case 'item':
      return holds ? impliedByItem(condition, attribute) : undefined;
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
