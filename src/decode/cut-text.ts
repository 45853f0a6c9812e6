/**
 * Recognizes JSON that begins inside a record: a part made by `split`, a log that was rotated, or a
 * file whose first byte is damaged. Prose and source code with an event as an example are not taken
 * for it: JSON has no words outside strings.
 */
import { holdsEvent } from './json/holds-event.ts';

/**
 * Returns whether the text is a part of a JSON log with events. `text` has a character for each
 * byte, and may end anywhere.
 */
export function isCutJson(text: string): boolean {
  if (!holdsEvent(text)) return false;
  const lines = withoutFirstTime(text).replace(lineTime, '');
  // The first byte may be any, and the text may begin inside a string, or inside an escape.
  const rest = lines.slice(1);
  return [rest, afterString(lines), afterString(rest)].some(isJsonTokens);
}

/** Drops the time with which the text begins: it may be cut off, or have a damaged byte. */
function withoutFirstTime(text: string): string {
  const [prefix = '', time = ''] = firstPrefix.exec(text) ?? [];
  return time.replace(/[\dT:.Z+-]/g, '').length <= 1 ? text.slice(prefix.length) : text;
}

/** The text before the first brace of a line, and its first word. */
const firstPrefix = /^(\S{4,40})[^{"\n]{0,200}(?=\{)/;

/** Returns what follows the string in which the text begins. */
function afterString(text: string): string {
  return text.replace(restOfString, '');
}

/** Returns whether the text has nothing but tokens of JSON, apart from its first word. */
function isJsonTokens(text: string): boolean {
  const outside = text.replace(/^\w*/, '').replace(stringOrWord, '');
  return !/[^\s{}[\],:]/.test(outside);
}

/** A string, which may be cut off at the end of the text; a number or another literal. */
const stringOrWord =
  /"(?:[^"\\\n]|\\.)*(?:"|\\?$)|-?\d[\d.eE+-]*|\b(?:true|false|null)\b|\b[a-z]{1,4}$/g;

/** A text up to a quote that is not escaped. */
const restOfString = /^(?:[^"\\]|\\.)*"/;

/** The timestamp with which a line may begin. */
const lineTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d[^{"\n]{0,200}(?=\{)/gm;
