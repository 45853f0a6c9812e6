import type { Selector } from '../query/condition/field-test.ts';
import { isScalar, someValue } from './some-value.ts';

/**
 * Returns a test of whether the values of two selectors are equal, or differ. Each selector may
 * lead to several values; one equal pair, or one different pair, is enough. The test takes time in
 * proportion to the number of values, not of pairs.
 *
 * Values are equal when their texts are. Null and missing values equal nothing, so they differ from
 * everything, including each other. Arrays and objects are neither equal nor different.
 */
export function compareFields(
  first: Selector,
  operator: '=' | '!=',
  second: Selector,
): (event: unknown) => boolean {
  if (operator === '=') {
    return (event) => {
      const texts = textsOf(event, second);
      return [...textsOf(event, first)].some((text) => text !== undefined && texts.has(text));
    };
  }
  return (event) => {
    const [left, right] = [textsOf(event, first), textsOf(event, second)];
    if (left.size === 0 || right.size === 0) return false;
    if (left.has(undefined) || right.has(undefined)) return true;
    // If no pair differs, both sets have only one element, the same.
    return left.size > 1 || right.size > 1 || [...left].some((text) => !right.has(text));
  };
}

/** Returns the texts of the values; undefined in the set means null or a missing field. */
function textsOf(event: unknown, selector: Selector): ReadonlySet<string | undefined> {
  const texts = new Set<string | undefined>();
  let hasValue = false;
  someValue(event, selector, (value) => {
    hasValue = true;
    if (value === null) texts.add(undefined);
    else if (isScalar(value)) texts.add(String(value));
    return false;
  });
  return hasValue ? texts : new Set([undefined]);
}
