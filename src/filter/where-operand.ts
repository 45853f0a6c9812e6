import { UsageError } from '../errors.ts';
import type { Operand } from '../query/condition/field-test.ts';
import { compileRegex } from './regex.ts';
import { fail, take, takeMatch, type WhereCursor } from './where-cursor.ts';
import { readSelector } from './where-selector.ts';
import { readQuoted } from './where-text.ts';

/**
 * Reads the operand after an operator: text in quotation marks or without, a number, a `%regex%`,
 * or another selector.
 */
export function readOperand(cursor: WhereCursor): Operand {
  return readValue(cursor, unquoted);
}

/** Reads an operand in a list, where a comma or a bracket ends text without quotation marks. */
export function readListedOperand(cursor: WhereCursor): Operand {
  return readValue(cursor, unquotedInList);
}

/**
 * Text without quotation marks. AWS documents only letters, digits and `_` in it, but publishes
 * patterns with `kms.amazonaws.com` and `123.123.*`. So every character without another meaning in
 * the language is allowed.
 */
export const unquoted = /[^\s\p{Cc}\p{Cf}(){}=<>!"'“”„‟«»‘’‚‛&|\\]+/uy;
/** The same in a list. */
export const unquotedInList = /[^\s\p{Cc}\p{Cf}(){}=<>!"'“”„‟«»‘’‚‛&|\\,[\]]+/uy;

function readValue(cursor: WhereCursor, text: RegExp): Operand {
  const quoted = readQuoted(cursor);
  if (quoted !== undefined) return { kind: 'text', literals: quoted };
  // `$LATEST` is a version of a Lambda function.
  const isSelector = /^\$[.[]/.test(cursor.text.slice(cursor.at, cursor.at + 2));
  if (isSelector) return { kind: 'field', selector: readSelector(cursor) };
  return readRegex(cursor) ?? readUnquoted(cursor, text);
}

function readRegex(cursor: WhereCursor): Operand | undefined {
  const start = cursor.at;
  if (!take(cursor, '%')) return undefined;
  const source = takeMatch(cursor, /(?:[^%\\]|\\.)*/sy);
  if (!take(cursor, '%')) fail(cursor, 'missing the closing % of the regular expression', start);
  if (source === '') fail(cursor, 'the regular expression is empty', start);
  try {
    compileRegex(source, 'regular expression');
  } catch (error) {
    if (error instanceof UsageError) fail(cursor, error.message, start);
    throw error;
  }
  return { kind: 'regex', source };
}

function readUnquoted(cursor: WhereCursor, expression: RegExp): Operand {
  const text = readUnquotedText(cursor, expression);
  const number = numeral.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(number)) return { kind: 'number', number, text };
  return { kind: 'text', literals: text.split('*') };
}

/** Reads text without quotation marks, which is not a keyword and is followed by a gap. */
export function readUnquotedText(cursor: WhereCursor, expression: RegExp): string {
  const start = cursor.at;
  const text = takeMatch(cursor, expression);
  const next = cursor.text.slice(cursor.at, cursor.at + 2);
  if (text === '') failWithoutOperand(cursor, next);
  if (/^\[|,/.test(text)) {
    fail(
      cursor,
      'write IN [a, b] for a list of values, or put the text in double quotation marks',
      start,
    );
  }
  if (/^(?:[=<>!"'\\]|&[^&]|\|[^|])/.test(next)) {
    fail(cursor, `put text that contains ${next.charAt(0)} in double quotation marks`);
  }
  if (/^null$/i.test(text)) {
    fail(cursor, 'write IS NULL to ask for null, or "null" to ask for the text', start);
  }
  return text;
}

/**
 * A number, as the User Guide defines it: an integer or decimal with an optional sign, or in
 * scientific notation.
 */
const numeral = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

function failWithoutOperand(cursor: WhereCursor, next: string): never {
  if (/^[=<>!]/.test(next)) {
    fail(cursor, 'expected a value; the operators are =, !=, <, >, <= and >=');
  }
  if (/^\\["']/.test(next)) fail(cursor, 'write the quotation mark without a backslash');
  fail(cursor, 'expected a value: text, a number or a %regular expression%');
}
