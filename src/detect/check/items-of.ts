import { leavesOf } from '../../filter/compile-partial.ts';
import type { Condition } from '../../query/condition/condition.ts';
import type { ItemCondition } from '../../query/condition/item.ts';

/** Returns the items in a condition, including those that are negated. */
export function itemsOf(condition: Condition): readonly ItemCondition[] {
  return leavesOf(condition).filter((leaf) => leaf.kind === 'item');
}
