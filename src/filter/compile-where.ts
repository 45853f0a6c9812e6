import { compileLiterals } from '../glob.ts';
import type { OrderOperator, WhereOperand, WherePattern } from '../query/where-pattern.ts';
import { reaches } from './reaches.ts';
import { compileRegex } from './regex.ts';

/**
 * Returns the test whether an event, as JSON gave it, matches the pattern.
 *
 * Documented by AWS (CloudWatch Logs User Guide, "Using filter patterns to match terms in JSON log
 * events", and its older edition, "Filter and Pattern Syntax"):
 * - Names and text are case-sensitive.
 * - A comparison with an array or an object does not match, not even with `!=`.
 * - IS NULL matches null but no missing field, NOT EXISTS a missing field but no null.
 *
 * Not documented, and decided so that no event is lost without a word:
 * - `!=` matches when the field is missing or null: a sign-in without `MFAUsed` is one that is not
 *   known to have used MFA. CloudWatch Logs itself does not match a missing field, as users found
 *   (https://github.com/DataBiosphere/azul/issues/5884); `&& $.field EXISTS` does the same here.
 * - A selector with a wildcard matches when one of the values that it reaches does.
 * - Numbers and booleans equal the text that they have in JSON; IS TRUE and IS FALSE match that text
 *   too, since CloudTrail writes flags in both ways (`"mfaAuthenticated": "true"`); and text that
 *   reads as a number can be less or greater than one.
 * - A `*` inside text is a wildcard as well; the older edition has wildcards at both ends only.
 *
 * Throws UsageError when the pattern holds an invalid regular expression.
 */
export function compileWhere(pattern: WherePattern): (event: unknown) => boolean {
  switch (pattern.kind) {
    case 'and': {
      const tests = pattern.operands.map((operand) => compileWhere(operand));
      return (event) => tests.every((matches) => matches(event));
    }
    case 'or': {
      const tests = pattern.operands.map((operand) => compileWhere(operand));
      return (event) => tests.some((matches) => matches(event));
    }
    case 'compare':
      return compileComparison(pattern);
    case 'order': {
      const { selector, operator, number } = pattern;
      return (event) => reaches(event, selector, (value) => inOrder(value, operator, number));
    }
    case 'test':
      return compileTest(pattern);
    default:
      return pattern satisfies never;
  }
}

function compileComparison({
  selector,
  operator,
  operand,
}: Extract<WherePattern, { kind: 'compare' }>): (event: unknown) => boolean {
  const equals = compileOperand(operand);
  const equal = (value: unknown) => isScalar(value) && equals(value);
  if (operator === '=') return (event) => reaches(event, selector, equal);
  const differs = (value: unknown) => value === null || (isScalar(value) && !equals(value));
  return (event) => reaches(event, selector, differs) || !reaches(event, selector, anything);
}

function compileOperand(operand: WhereOperand): (value: Scalar) => boolean {
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

function inOrder(value: unknown, operator: OrderOperator, number: number): boolean {
  const read = typeof value === 'string' && numeral.test(value) ? Number(value) : value;
  if (typeof read !== 'number') return false;
  switch (operator) {
    case '<':
      return read < number;
    case '>':
      return read > number;
    case '<=':
      return read <= number;
    case '>=':
      return read >= number;
    default:
      return operator satisfies never;
  }
}

/** CloudTrail writes some numbers as text. */
const numeral = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

function compileTest({
  selector,
  test,
}: Extract<WherePattern, { kind: 'test' }>): (event: unknown) => boolean {
  switch (test) {
    case 'exists':
      return (event) => reaches(event, selector, anything);
    case 'not-exists':
      return (event) => !reaches(event, selector, anything);
    case 'null':
      return (event) => reaches(event, selector, (value) => value === null);
    case 'true':
      return (event) => reaches(event, selector, (value) => value === true || value === 'true');
    case 'false':
      return (event) => reaches(event, selector, (value) => value === false || value === 'false');
    default:
      return test satisfies never;
  }
}

type Scalar = string | number | boolean;

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** For fields that need only be there. */
function anything(): boolean {
  return true;
}
