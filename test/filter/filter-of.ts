import type { CloudTrailEvent } from '../../src/event/event.ts';
import { compileCondition } from '../../src/filter/compile-condition.ts';
import { allOf, type Condition, has, not } from '../../src/query/condition/condition.ts';
import type { Filter } from '../../src/query/condition/filter.ts';
import type { FilterAttribute } from '../../src/query/condition/filter-attributes.ts';

/** Returns the filter for events of any time that pass all the conditions. */
export function filterOf(...conditions: readonly Condition[]): Filter {
  return { time: {}, when: allOf(conditions) };
}

/**
 * Returns the condition of a flag that requires the values `any` and excludes the values `none`.
 */
export function asks(
  attribute: FilterAttribute,
  any: readonly string[],
  none: readonly string[] = [],
): Condition {
  return allOf([
    ...(any.length > 0 ? [has(attribute, any)] : []),
    ...(none.length > 0 ? [not(has(attribute, none))] : []),
  ]);
}

/** Returns the same from one list, in which `!` marks excluded values. */
export function only(attribute: FilterAttribute, ...values: readonly string[]): Condition {
  const isExcluded = (value: string) => value.startsWith('!');
  return asks(
    attribute,
    values.filter((value) => !isExcluded(value)),
    values.filter(isExcluded).map((value) => value.slice(1)),
  );
}

/** Returns the test of a condition that needs no text, for any JSON value. */
export function compileWhere(condition: Condition): (event: unknown) => boolean {
  const { matches } = compileCondition(condition);
  return (event) => matches({ event: event as CloudTrailEvent, text: () => '' });
}
