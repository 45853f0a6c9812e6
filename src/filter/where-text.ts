import { UsageError } from '../errors.ts';
import { fail, take, type WhereCursor } from './where-cursor.ts';

/**
 * Reads text in `"` or `'`, if the pattern continues with it, and returns its literals: the parts
 * between the wildcards. A backslash before a backslash, a quotation mark or a `*` takes that
 * character literally; before anything else it is a plain backslash, so that `DOMAIN\user` stays
 * unchanged.
 */
export function readQuoted(cursor: WhereCursor): readonly string[] | undefined {
  const start = cursor.at;
  const quote = ['"', "'"].find((mark) => take(cursor, mark));
  if (quote === undefined) return undefined;
  const literals: string[] = [];
  let literal = '';
  while (!take(cursor, quote)) {
    if (cursor.at >= cursor.text.length) fail(cursor, `missing the closing ${quote}`, start);
    if (take(cursor, '*')) {
      literals.push(literal);
      literal = '';
      continue;
    }
    if (/^\\[\\"'*]/.test(cursor.text.slice(cursor.at, cursor.at + 2))) cursor.at++;
    literal += cursor.text.charAt(cursor.at);
    cursor.at++;
  }
  return [...literals, literal];
}

/**
 * Reads text in `"` or `'`, if the pattern continues with it, and returns what is between the
 * marks, with its backslashes; only one that precedes such a quotation mark is dropped.
 */
export function readRawQuoted(cursor: WhereCursor): string | undefined {
  const start = cursor.at;
  const quote = ['"', "'"].find((mark) => take(cursor, mark));
  if (quote === undefined) return undefined;
  let raw = '';
  while (!take(cursor, quote)) {
    if (cursor.at >= cursor.text.length) fail(cursor, `missing the closing ${quote}`, start);
    const pair = cursor.text.slice(cursor.at, cursor.at + 2);
    if (pair === `\\${quote}`) {
      raw += quote;
      cursor.at += 2;
    } else {
      const read = pair === '\\\\' ? pair : pair.charAt(0);
      raw += read;
      cursor.at += read.length;
    }
  }
  return raw;
}

/**
 * Returns the text in quotation marks, which `readRawQuoted` reads; undefined when neither kind of
 * mark can express it.
 */
export function quoteRaw(text: string): string | undefined {
  return ['"', "'"]
    .map((quote) => quote + text.replaceAll(quote, `\\${quote}`) + quote)
    .find((quoted) => readsAs(quoted, text));
}

function readsAs(quoted: string, text: string): boolean {
  const cursor: WhereCursor = { text: quoted, at: 0 };
  try {
    return readRawQuoted(cursor) === text && cursor.at === quoted.length;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}
