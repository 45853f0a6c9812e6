import stringWidth from 'string-width';
import { UsageError } from '../errors.ts';

/** A position in the text of a pattern; reading advances it. */
export interface WhereCursor {
  readonly text: string;
  /** The number of UTF-16 units before it. */
  at: number;
}

/** Moves past white space, including line ends and the no-break spaces of web pages. */
export function skipBlank(cursor: WhereCursor): void {
  takeMatch(cursor, /\s*/y);
}

/** Moves past `token` if the pattern continues with it, and returns whether it does. */
export function take(cursor: WhereCursor, token: string): boolean {
  if (!cursor.text.startsWith(token, cursor.at)) return false;
  cursor.at += token.length;
  return true;
}

/**
 * Returns the text that a sticky expression matches here, and moves past it; empty when it does not
 * match.
 */
export function takeMatch(cursor: WhereCursor, expression: RegExp): string {
  expression.lastIndex = cursor.at;
  const found = expression.exec(cursor.text)?.[0] ?? '';
  cursor.at += found.length;
  return found;
}

/**
 * Throws a UsageError that names the column of `at` (of the cursor, when absent), states the
 * problem and shows the line with a mark below the position. If the character there only looks like
 * one of the language, such as a typographic quotation mark, that is reported as the problem
 * instead.
 */
export function fail(cursor: WhereCursor, problem: string, at = cursor.at): never {
  const before = cursor.text.slice(0, at).split(lineBreak);
  const lineStart = before.at(-1) ?? '';
  const lineEnd = cursor.text.slice(at).split(lineBreak)[0] ?? '';
  const column = [...lineStart].length + 1;
  const place = before.length > 1 ? `line ${before.length}, column ${column}` : `column ${column}`;
  const lookalike = describeLookalike(cursor.text.slice(at));
  throw new UsageError(
    `invalid --where pattern at ${place}: ${lookalike ?? problem}\n${pointAt(lineStart, lineEnd)}`,
  );
}

const lineBreak = /\r\n|\r|\n/;

function describeLookalike(text: string): string | undefined {
  const [character = ''] = text;
  if (/[“”„‟«»]/.test(character)) {
    return `${character} is a typographic quotation mark: write a plain " instead`;
  }
  if (/[‘’‚‛]/.test(character)) {
    return `${character} is a typographic quotation mark: write a plain ' instead`;
  }
  if (/[\p{Cc}\p{Cf}]/u.test(character) && !/\s/.test(character)) {
    const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    return `delete the invisible character (U+${code}) here`;
  }
  return undefined;
}

/** The terminal cells of a long line that are shown on each side of the mark. */
const shownWidth = 36;

function pointAt(lineStart: string, lineEnd: string): string {
  const left = cut(show(lineStart).toReversed()).toReversed().join('');
  const right = cut(show(lineEnd)).join('');
  return `  ${left}${right}\n  ${' '.repeat(stringWidth(left))}^`;
}

/** Returns the characters of a line; a `·` replaces those that the terminal might not show. */
function show(line: string): readonly string[] {
  return [...line.replaceAll('\t', ' ').replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '·')];
}

/**
 * Returns the characters, or as many of the first as fit into `shownWidth` cells, with a `…` after
 * them.
 */
function cut(characters: readonly string[]): readonly string[] {
  let width = 0;
  let fitting = 0;
  for (const character of characters) {
    width += stringWidth(character);
    if (width > shownWidth) return [...characters.slice(0, fitting), '…'];
    if (width < shownWidth) fitting++;
  }
  return characters;
}
