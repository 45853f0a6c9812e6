import type { CloudTrailEvent } from '../../src/event/event.ts';
import { compileCondition } from '../../src/filter/compile-condition.ts';
import { allOf, type Condition, has, not } from '../../src/query/condition/condition.ts';
import type { Filter } from '../../src/query/condition/filter.ts';
import type { FilterAttribute } from '../../src/query/condition/filter-attributes.ts';

/** The filter of any time that all the conditions must pass. */
export function filterOf(...conditions: readonly Condition[]): Filter {
  return { time: {}, when: allOf(conditions) };
}

/** What a flag asks for and rules out, as the flags' reader has it. */
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

/** The same, of values in one list: those with `!` are ruled out. */
export function only(attribute: FilterAttribute, ...values: readonly string[]): Condition {
  const isRuledOut = (value: string) => value.startsWith('!');
  return asks(
    attribute,
    values.filter((value) => !isRuledOut(value)),
    values.filter(isRuledOut).map((value) => value.slice(1)),
  );
}

/** The test of a condition that needs no text, on anything that JSON can give. */
export function compileWhere(condition: Condition): (event: unknown) => boolean {
  const { matches } = compileCondition(condition);
  return (event) => matches(event as CloudTrailEvent, () => '');
}
