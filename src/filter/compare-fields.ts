import type { Selector } from '../query/condition/field-test.ts';
import { isScalar, someValue } from './some-value.ts';

/**
 * Returns a test whether the values of two selectors are equal, or differ. Each selector may lead
 * to several values, and one pair is enough. The test takes time in proportion to the number of
 * values, not of pairs.
 *
 * Values are equal when their texts are. Null and missing values equal nothing, so they differ from
 * everything, including each other. Arrays and objects are neither equal nor different.
 */
export function compareFields(
  one: Selector,
  operator: '=' | '!=',
  other: Selector,
): (event: unknown) => boolean {
  if (operator === '=') {
    return (event) => {
      const texts = textsOf(event, other);
      return [...textsOf(event, one)].some((text) => text !== undefined && texts.has(text));
    };
  }
  return (event) => {
    const [these, those] = [textsOf(event, one), textsOf(event, other)];
    if (these.size === 0 || those.size === 0) return false;
    if (these.has(undefined) || those.has(undefined)) return true;
    // Two sets in which no pair differs have one element each, the same.
    return these.size > 1 || those.size > 1 || [...these].some((text) => !those.has(text));
  };
}

/** Returns the texts of the values; undefined in the set means null or a missing field. */
function textsOf(event: unknown, selector: Selector): ReadonlySet<string | undefined> {
  const texts = new Set<string | undefined>();
  let isThere = false;
  someValue(event, selector, (value) => {
    isThere = true;
    if (value === null) texts.add(undefined);
    else if (isScalar(value)) texts.add(String(value));
    return false;
  });
  return isThere ? texts : new Set([undefined]);
}
