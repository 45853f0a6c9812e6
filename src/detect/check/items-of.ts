import type { Condition } from '../../query/condition/condition.ts';
import type { ItemCondition } from '../../query/condition/item.ts';

/** Returns the items in a condition, those that are negated included. */
export function itemsOf(condition: Condition): readonly ItemCondition[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.conditions.flatMap(itemsOf);
    case 'not':
      return itemsOf(condition.condition);
    case 'item':
      return [condition];
    case 'attribute':
    case 'field':
    case 'text':
      return [];
    default:
      return condition satisfies never;
  }
}
