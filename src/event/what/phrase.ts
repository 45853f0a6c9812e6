/**
 * A phrase says what a call did: fixed words, which are never cut, and names from the event, which
 * are cut in the middle when the whole is too long. Names are hostile: they may hold anything, in
 * any length.
 */

/** A part of a phrase. */
type Piece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'name'; readonly text: string };

/** Words and names, in order. */
export type Phrase = readonly Piece[];

/** A value for the tag `phrase`: a name, or a phrase; undefined when the event does not say it. */
export type Part = string | Phrase | undefined;

/**
 * Returns the phrase of a template whose values are names or phrases:
 * phrase`trail ${name} deleted`. Undefined when one of the values is: a phrase with a gap says
 * nothing.
 */
export function phrase(texts: TemplateStringsArray, ...parts: readonly Part[]): Phrase | undefined {
  const pieces: Piece[] = [];
  for (const [at, text] of texts.entries()) {
    pieces.push({ kind: 'words', text });
    if (at >= parts.length) break;
    const part = parts[at];
    if (part === undefined) return undefined;
    pieces.push(...asPhrase(part));
  }
  return pieces;
}

/** Returns fixed words as a phrase. */
export function words(text: string): Phrase {
  return [{ kind: 'words', text }];
}

/** Returns a name as a phrase. */
export function named(text: string): Phrase {
  return [{ kind: 'name', text }];
}

/** The phrase for a detail that may be left out. */
export const nothing: Phrase = [];

/** Returns `a`, `a and b`, or `a and 2 more`; undefined for an empty list. */
export function listed(parts: readonly (string | Phrase)[]): Phrase | undefined {
  const [first, second] = parts;
  if (first === undefined) return undefined;
  if (second === undefined) return asPhrase(first);
  if (parts.length > 2) return phrase`${first} and ${words(`${parts.length - 1} more`)}`;
  return phrase`${first} and ${second}`;
}

/**
 * Returns the text of a phrase in at most `width` terminal columns, also after unseen characters
 * have become visible escapes. The longest names are cut first.
 */
export function fitPhrase(pieces: Phrase, width: number): string {
  const short = pieces.map(({ kind, text }) => ({ kind, text: endsOf(text, maxUnits) }));
  const widths = short.map(({ text }) => columnsOf(text));
  const names = [...short.keys()].filter((at) => short[at]?.kind === 'name');
  names.sort((a, b) => (widths[a] ?? 0) - (widths[b] ?? 0));
  let room = width;
  for (const [at, { kind }] of short.entries()) if (kind === 'words') room -= widths[at] ?? 0;
  const texts = short.map(({ text }) => text);
  for (const [count, at] of names.entries()) {
    const share = Math.max(1, Math.floor(room / (names.length - count)));
    const used = Math.min(widths[at] ?? 0, share);
    texts[at] = cutMiddle(texts[at] ?? '', used);
    room -= used;
  }
  // Words come from the tables of calls and are short; but many phrases can be joined.
  return cutMiddle(texts.join(''), width);
}

function asPhrase(part: string | Phrase): Phrase {
  return typeof part === 'string' ? named(part) : part;
}

/** In UTF-16 units at each end of a name: more than fits into any phrase. */
const maxUnits = 150;

function endsOf(text: string, units: number): string {
  return text.length <= units * 2 ? text : `${text.slice(0, units)}…${text.slice(-units)}`;
}

function cutMiddle(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  const characters = [...text];
  const tail = take(characters.toReversed(), Math.floor((width - 1) / 2));
  const head = take(characters, width - 1 - columnsOf(tail.join('')));
  return `${head.join('')}…${tail.reverse().join('')}`;
}

function take(characters: readonly string[], width: number): string[] {
  let used = 0;
  let count = 0;
  for (const character of characters) {
    used += columnsOf(character);
    if (used > width) break;
    count++;
  }
  return characters.slice(0, count);
}

/**
 * Returns how many terminal columns the text takes at most. Measuring exactly takes tables of
 * Unicode, which every run would load; this is exact for ASCII, for most alphabets, and for Chinese
 * and Japanese.
 */
function columnsOf(text: string): number {
  if (isPlain.test(text)) return text.length;
  let columns = 0;
  for (const character of text) {
    if (unseen.test(character)) columns += longestEscape;
    else columns += (character.codePointAt(0) ?? 0) < firstWide || narrow.has(character) ? 1 : 2;
  }
  return columns;
}

const isPlain = /^[\x20-\x7e]*$/;
/** Characters that output shows as escapes such as `\u{e0001}`. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const longestEscape = String.raw`\u{10ffff}`.length;
/**
 * Hangul Jamo: the first characters that terminals show in two columns (Unicode, "East Asian
 * Width").
 */
const firstWide = 0x1100;
const narrow: ReadonlySet<string> = new Set('…→×–');
