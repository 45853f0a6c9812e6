import type { OrderOperator, Selector, WherePattern } from '../query/where-pattern.ts';
import { fail, skipBlank, take, takeMatch, type WhereCursor } from './where-cursor.ts';
import { readOperand } from './where-operand.ts';
import { readSelector } from './where-selector.ts';

/**
 * Parses a CloudWatch Logs JSON filter pattern, in braces as AWS and CIS publish them or without.
 *
 * The language is the one of the CloudWatch Logs User Guide ("Using filter patterns to match terms
 * in JSON log events"), where `&&` binds closer than `||`. Beyond it, EXISTS, single quotation
 * marks, any number of wildcards and the whole of RE2 are understood.
 *
 * Throws UsageError that names the column and shows it.
 */
export function parseWhere(text: string): WherePattern {
  const cursor: WhereCursor = { text, at: 0 };
  skipBlank(cursor);
  const closer = take(cursor, '{') ? '}' : '';
  const pattern = parseOr(cursor, 0);
  close(cursor, closer);
  skipBlank(cursor);
  if (cursor.at < text.length) fail(cursor, 'expected nothing after the closing }');
  return pattern;
}

/** More parentheses than anyone writes, and far from what the stack allows. */
const maxDepth = 100;

function parseOr(cursor: WhereCursor, depth: number): WherePattern {
  const first = parseAnd(cursor, depth);
  const operands = [first];
  while (takeOperator(cursor, '||')) operands.push(parseAnd(cursor, depth));
  return operands.length === 1 ? first : { kind: 'or', operands };
}

function parseAnd(cursor: WhereCursor, depth: number): WherePattern {
  const first = parseTerm(cursor, depth);
  const operands = [first];
  while (takeOperator(cursor, '&&')) operands.push(parseTerm(cursor, depth));
  return operands.length === 1 ? first : { kind: 'and', operands };
}

function parseTerm(cursor: WhereCursor, depth: number): WherePattern {
  skipBlank(cursor);
  const start = cursor.at;
  if (!take(cursor, '(')) return parseCondition(cursor);
  if (depth === maxDepth) {
    fail(cursor, `parentheses are nested more than ${maxDepth} deep`, start);
  }
  const pattern = parseOr(cursor, depth + 1);
  close(cursor, ')');
  return pattern;
}

function parseCondition(cursor: WhereCursor): WherePattern {
  const selector = readSelector(cursor);
  skipBlank(cursor);
  const equality = (['!=', '='] as const).find((token) => take(cursor, token));
  if (equality !== undefined) {
    skipBlank(cursor);
    return { kind: 'compare', selector, operator: equality, operand: readOperand(cursor) };
  }
  const order = (['<=', '>=', '<', '>'] as const).find((token) => take(cursor, token));
  return order === undefined ? parseTest(cursor, selector) : parseOrder(cursor, selector, order);
}

function parseOrder(
  cursor: WhereCursor,
  selector: Selector,
  operator: OrderOperator,
): WherePattern {
  skipBlank(cursor);
  const start = cursor.at;
  const operand = readOperand(cursor);
  if (operand.kind !== 'number') fail(cursor, `expected a plain number after ${operator}`, start);
  return { kind: 'order', selector, operator, number: operand.number };
}

function parseTest(cursor: WhereCursor, selector: Selector): WherePattern {
  const start = cursor.at;
  switch (takeWord(cursor)) {
    case 'EXISTS':
      return { kind: 'test', selector, test: 'exists' };
    case 'NOT':
      if (takeWord(cursor) !== 'EXISTS') fail(cursor, 'expected NOT EXISTS', start);
      return { kind: 'test', selector, test: 'not-exists' };
    case 'IS':
      return { kind: 'test', selector, test: readConstant(cursor) };
    default:
      return fail(cursor, 'expected an operator such as = or !=', start);
  }
}

function readConstant(cursor: WhereCursor): 'null' | 'true' | 'false' {
  skipBlank(cursor);
  const start = cursor.at;
  switch (takeWord(cursor)) {
    case 'NULL':
      return 'null';
    case 'TRUE':
      return 'true';
    case 'FALSE':
      return 'false';
    default:
      return fail(cursor, 'expected NULL, TRUE or FALSE after IS', start);
  }
}

/** The next word in upper case; keywords are understood in any case. */
function takeWord(cursor: WhereCursor): string {
  skipBlank(cursor);
  return takeMatch(cursor, /\w+/y).toUpperCase();
}

function takeOperator(cursor: WhereCursor, operator: '&&' | '||'): boolean {
  skipBlank(cursor);
  return take(cursor, operator);
}

/**
 * Moves past what ends an expression, which is the end of the text when `closer` is empty; whatever
 * else stands there, an operator is missing.
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
