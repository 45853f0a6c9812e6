import { UsageError } from '../../errors.ts';
import type { Expression } from './expression.ts';

/**
 * Parses the condition of a rule (Sigma rules specification, "Condition"): `not` binds more tightly
 * than `and`, `and` more tightly than `or`.
 *
 * Throws UsageError with the position of the problem.
 */
export function parseExpression(text: string): Expression {
  if (text.length > maxLength) {
    throw new UsageError(`the condition is longer than ${maxLength} characters`);
  }
  if (/\||\bnear\s/.test(text)) {
    throw new UsageError(
      `the condition has an old aggregation, '${text.slice(text.search(/\||\bnear\s/)).trim()}': ` +
        'use a correlation',
    );
  }
  const tokens = tokensOf(text);
  if (tokens.length === 0) throw new UsageError('the condition is empty');
  const cursor: Cursor = { tokens, at: 0 };
  const expression = parseOr(cursor, 0);
  const extra = tokens[cursor.at];
  if (extra) fail(cursor, extra.text === ')' ? 'no ( before it' : "expected 'and' or 'or'");
  return expression;
}

/** Longer than in any real rule, and short enough to be evaluated. */
const maxLength = 5000;

/** How deeply parentheses and `not` may be nested. */
const maxDepth = 100;

interface Token {
  readonly text: string;
  /** From 1. */
  readonly column: number;
}

interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
}

function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(/[A-Za-z0-9_*-]+|\S/g)].map(({ 0: token, index }) => ({
    text: token,
    column: index + 1,
  }));
}

function parseOr(cursor: Cursor, depth: number): Expression {
  const operands = [parseAnd(cursor, depth)];
  while (takeWord(cursor, 'or')) operands.push(parseAnd(cursor, depth));
  return joined('any', operands);
}

function parseAnd(cursor: Cursor, depth: number): Expression {
  const operands = [parseNot(cursor, depth)];
  while (takeWord(cursor, 'and')) operands.push(parseNot(cursor, depth));
  return joined('all', operands);
}

function joined(kind: 'all' | 'any', operands: readonly Expression[]): Expression {
  const [first, ...others] = operands;
  return first && others.length === 0 ? first : { kind, operands };
}

function parseNot(cursor: Cursor, depth: number): Expression {
  if (depth > maxDepth) fail(cursor, `nested more than ${maxDepth} deep`);
  if (takeWord(cursor, 'not')) return { kind: 'not', operand: parseNot(cursor, depth + 1) };
  if (!takeWord(cursor, '(')) return parseOperand(cursor);
  const inner = parseOr(cursor, depth + 1);
  if (!takeWord(cursor, ')')) fail(cursor, "expected 'and', 'or' or the closing )");
  return inner;
}

function parseOperand(cursor: Cursor): Expression {
  const word = peek(cursor);
  if (!/^[A-Za-z0-9_*-]+$/.test(word) || keywords.includes(word)) {
    fail(cursor, 'expected a search identifier');
  }
  const next = cursor.tokens[cursor.at + 1]?.text;
  if (next === 'of') return parseQuantified(cursor, word);
  if (word.includes('*')) fail(cursor, `write '1 of ${word}' or 'all of ${word}'`);
  cursor.at++;
  return { kind: 'name', name: word };
}

const keywords = ['and', 'or', 'not', 'of'];

function parseQuantified(cursor: Cursor, word: string): Expression {
  if (word !== '1' && word !== 'any' && word !== 'all') {
    fail(cursor, "expected '1 of', 'any of' or 'all of'");
  }
  cursor.at += 2;
  const pattern = peek(cursor);
  if (!/^[A-Za-z0-9_*-]+$/.test(pattern)) {
    fail(cursor, "expected 'them' or the beginning of names, such as selection*");
  }
  cursor.at++;
  return { kind: 'of', quantifier: word === 'all' ? 'all' : 'any', pattern };
}

function peek({ tokens, at }: Cursor): string {
  return tokens[at]?.text ?? '';
}

function takeWord(cursor: Cursor, word: string): boolean {
  if (peek(cursor) !== word) return false;
  cursor.at++;
  return true;
}

function fail({ tokens, at }: Cursor, problem: string): never {
  const token = tokens[at];
  const isKeyword = token !== undefined && keywords.includes(token.text.toLowerCase());
  const hint = isKeyword && !keywords.includes(token.text) ? ': keywords are in lower case' : '';
  const place = token ? `at '${token.text}', column ${token.column}` : 'at its end';
  throw new UsageError(`invalid condition ${place}: ${problem}${hint}`);
}
