import { compileLiterals } from '../glob.ts';
import type { FieldCondition } from '../query/condition/condition.ts';
import type { FieldTest, Operand, OrderOperator, Selector } from '../query/condition/field-test.ts';
import { compareFields } from './compare-fields.ts';
import { compileRegex } from './regex.ts';
import { isScalar, type Scalar, someValue } from './some-value.ts';

/**
 * Returns a test of whether a field of an event, as parsed from JSON, meets the condition.
 *
 * Documented by AWS (CloudWatch Logs User Guide, "Using filter patterns to match terms in JSON log
 * events", and its older edition, "Filter and Pattern Syntax"):
 * - Names and text are case-sensitive.
 * - A comparison with an array or an object does not match, not even with `!=`.
 * - IS NULL matches null but not a missing field, NOT EXISTS a missing field but not null.
 *
 * Not documented, and decided so that no event is silently lost:
 * - `!=` matches when the field is missing or null: a sign-in without `MFAUsed` is not known to
 *   have used MFA. CloudWatch Logs itself does not match a missing field, as users found
 *   (https://github.com/DataBiosphere/azul/issues/5884); `&& $.field EXISTS` does the same here.
 * - A selector with a wildcard matches when one of the values that it leads to does.
 * - Numbers and booleans equal their text in JSON; IS TRUE and IS FALSE match that text too, since
 *   CloudTrail writes flags in both ways (`"mfaAuthenticated": "true"`); and text that reads as a
 *   number can be less or greater than a number.
 * - A `*` inside text is a wildcard as well; the older edition allows wildcards only at both ends.
 *
 * An addition, as CloudWatch Logs does not compare two fields: `$.a = $.b` needs two values;
 * `$.a != $.b` also matches when one field or both are missing or null, because they are not known
 * to agree.
 *
 * Throws UsageError when the condition contains an invalid regular expression.
 */
export function compileField({ selector, test }: FieldCondition): (event: unknown) => boolean {
  switch (test.kind) {
    case 'compare':
      return compileComparison(selector, test);
    case 'order': {
      const { operator, number } = test;
      return (event) =>
        someValue(event, selector, (value) => compareNumber(value, operator, number));
    }
    case 'state':
      return compileState(selector, test.state);
    default:
      return test satisfies never;
  }
}

function compileComparison(
  selector: Selector,
  { operator, operand }: Extract<FieldTest, { kind: 'compare' }>,
): (event: unknown) => boolean {
  if (operand.kind === 'field') return compareFields(selector, operator, operand.selector);
  const equals = compileOperand(operand);
  const equal = (value: unknown) => isScalar(value) && equals(value);
  if (operator === '=') return (event) => someValue(event, selector, equal);
  const differs = (value: unknown) => value === null || (isScalar(value) && !equals(value));
  return (event) => someValue(event, selector, differs) || !someValue(event, selector, anything);
}

function compileOperand(operand: Exclude<Operand, { kind: 'field' }>): (value: Scalar) => boolean {
  switch (operand.kind) {
    case 'text': {
      const matches = compileLiterals(operand.literals);
      return (value) => matches(String(value));
    }
    case 'number':
      return (value) =>
        typeof value === 'number' ? value === operand.number : String(value) === operand.text;
    case 'regex': {
      const matches = compileRegex(operand.source, 'regular expression of a --where pattern');
      return (value) => matches(String(value));
    }
    default:
      return operand satisfies never;
  }
}

function compareNumber(value: unknown, operator: OrderOperator, number: number): boolean {
  const numeric = typeof value === 'string' && numeral.test(value) ? Number(value) : value;
  if (typeof numeric !== 'number') return false;
  switch (operator) {
    case '<':
      return numeric < number;
    case '>':
      return numeric > number;
    case '<=':
      return numeric <= number;
    case '>=':
      return numeric >= number;
    default:
      return operator satisfies never;
  }
}

/** Matches text that reads as a number: CloudTrail writes some numbers as text. */
const numeral = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

function compileState(
  selector: Selector,
  state: Extract<FieldTest, { kind: 'state' }>['state'],
): (event: unknown) => boolean {
  switch (state) {
    case 'exists':
      return (event) => someValue(event, selector, anything);
    case 'not-exists':
      return (event) => !someValue(event, selector, anything);
    case 'null':
      return (event) => someValue(event, selector, (value) => value === null);
    case 'true':
      return (event) => someValue(event, selector, (value) => value === true || value === 'true');
    case 'false':
      return (event) => someValue(event, selector, (value) => value === false || value === 'false');
    default:
      return state satisfies never;
  }
}

/** The test that any value passes, for fields that only need to exist. */
function anything(): boolean {
  return true;
}
