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
