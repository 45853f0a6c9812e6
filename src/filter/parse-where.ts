import { allOf, anyOf, type Condition, not } from '../query/condition/condition.ts';
import { deepFreeze } from '../query/condition/deep-freeze.ts';
import { readCondition } from './where-condition.ts';
import { fail, skipBlank, take, takeMatch, type WhereCursor } from './where-cursor.ts';

/**
 * Parses a CloudWatch Logs JSON filter pattern, with braces as AWS and CIS publish them or without.
 *
 * The language is that of the CloudWatch Logs User Guide ("Using filter patterns to match terms in
 * JSON log events"), where `&&` binds tighter than `||`. In addition, EXISTS, single quotation
 * marks, any number of wildcards, the whole of RE2, `NOT ( … )`, `IN [ … ]` and another selector
 * after `=` and `!=` are allowed.
 *
 * Throws a UsageError that names the column and shows it.
 */
export function parseWhere(text: string): Condition {
  const cursor: WhereCursor = { text, at: 0 };
  skipBlank(cursor);
  const closer = take(cursor, '{') ? '}' : '';
  const condition = parseOr(cursor, 0);
  close(cursor, closer);
  skipBlank(cursor);
  if (cursor.at < text.length) fail(cursor, 'expected nothing after the closing }');
  return deepFreeze(condition);
}

/**
 * How deeply parentheses may be nested: deeper than in any real pattern, and far less than the
 * stack allows.
 */
export const maxDepth = 100;

function parseOr(cursor: WhereCursor, depth: number): Condition {
  const operands = [parseAnd(cursor, depth)];
  while (takeOperator(cursor, '||')) operands.push(parseAnd(cursor, depth));
  return anyOf(operands);
}

function parseAnd(cursor: WhereCursor, depth: number): Condition {
  const operands = [parseTerm(cursor, depth)];
  while (takeOperator(cursor, '&&')) operands.push(parseTerm(cursor, depth));
  return allOf(operands);
}

function parseTerm(cursor: WhereCursor, depth: number): Condition {
  skipBlank(cursor);
  if (cursor.text.startsWith('!', cursor.at)) fail(cursor, 'write NOT ( … ) for !');
  const isNot = takeMatch(cursor, /not\b/iy) !== '';
  skipBlank(cursor);
  const start = cursor.at;
  if (!take(cursor, '(')) {
    if (isNot) fail(cursor, 'expected ( after NOT, as in NOT ($.a = 1)');
    return readCondition(cursor);
  }
  if (depth === maxDepth) {
    fail(cursor, `parentheses are nested more than ${maxDepth} deep`, start);
  }
  const condition = parseOr(cursor, depth + 1);
  close(cursor, ')');
  return isNot ? not(condition) : condition;
}

function takeOperator(cursor: WhereCursor, operator: '&&' | '||'): boolean {
  skipBlank(cursor);
  return take(cursor, operator);
}

/**
 * Moves past the end of an expression, which is the end of the text when `closer` is empty. Fails
 * if anything else follows: then an operator is missing.
 */
function close(cursor: WhereCursor, closer: '' | ')' | '}'): void {
  skipBlank(cursor);
  const { text, at } = cursor;
  if (closer === '' ? at === text.length : take(cursor, closer)) return;
  const word = takeMatch(cursor, /\w+/y).toLowerCase();
  if (word === 'and') fail(cursor, 'write && for and', at);
  if (word === 'or') fail(cursor, 'write || for or', at);
  const expected = closer === '' ? '&& or ||' : `&&, || or the closing ${closer}`;
  const hint = word === '' ? '' : ' (text with spaces needs double quotation marks)';
  fail(cursor, `expected ${expected}${hint}`, at);
}
