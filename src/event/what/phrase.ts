/**
 * A phrase says what a call did: fixed words, and names and accounts from the event. When it is too
 * long, details are shortened or left out, then names are cut in the middle; accounts never are.
 * Names are hostile: they may hold anything, in any length.
 */
import { isAccountId } from '../event.ts';
import { maxValues } from './read-values.ts';

/** A part of a phrase. */
export type Piece = TextPiece | Choice;

/** A text, and how it may be cut: names first, words only if that is not enough, accounts never. */
export interface TextPiece {
  readonly kind: 'words' | 'name' | 'account';
  readonly text: string;
}

/**
 * A part that has a shorter form for phrases that are too long. A spare one gives way before any
 * name is cut, another one before names are cut to a few characters.
 */
interface Choice {
  readonly kind: 'choice';
  readonly isSpare: boolean;
  readonly long: Phrase;
  readonly short: Phrase;
}

/** The pieces of a phrase, in order. */
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

/** Returns a name as a phrase. Half of an account's digits are worth nothing: it is never cut. */
export function named(text: string): Phrase {
  return [{ kind: isAccountId(text) ? 'account' : 'name', text }];
}

/** Returns accounts, with what is said of them, as a phrase that is never cut. */
export function uncut(text: string): Phrase {
  return [{ kind: 'account', text }];
}

/** Returns a part that gives way to a shorter form before names are cut to a few characters. */
export function choice(long: Phrase, short: Phrase): Phrase {
  return [{ kind: 'choice', isSpare: false, long, short }];
}

/** Returns a part that is left out before any name is cut. */
export function spare(long: Phrase): Phrase {
  return [{ kind: 'choice', isSpare: true, long, short: nothing }];
}

/** The phrase for a detail that may be left out. */
export const nothing: Phrase = [];

/**
 * Returns `a`, `a and b`, or `a and 2 more`, with a noun `a and 2 more rules`; equal parts count
 * once. Undefined for an empty list.
 */
export function listed(parts: readonly (string | Phrase)[], noun?: string): Phrase | undefined {
  const distinct = distinctOf(parts);
  const [first, second] = distinct;
  if (first === undefined) return undefined;
  if (second === undefined) return asPhrase(first);
  if (distinct.length === 2) return phrase`${first} and ${second}`;
  return phrase`${first}${andMore(distinct.length - 1, parts.length, noun)}`;
}

/**
 * Returns ` and 2 more rules`, where the first of several values is named. Of more values than are
 * read, only a lower limit is known: ` and over 9999 more`.
 *
 * @param more The number of values that are not named.
 * @param found The number of values that were read.
 */
export function andMore(more: number, found: number, noun = ''): Phrase {
  if (more === 0) return nothing;
  return words(` and ${countOf(more, found)} more${noun && ` ${plural(noun, more)}`}`);
}

/** Returns `2`, or `over 9999` when more values were there than are read. */
export function countOf(count: number, found: number): string {
  return found > maxValues ? `over ${count - 1}` : `${count}`;
}

/** Returns the noun in the plural unless the count is 1. */
export function plural(noun: string, count: number): string {
  return count === 1 ? noun : `${noun}s`;
}

/** Returns the texts of a phrase in its long form. */
export function textOfPhrase(pieces: Phrase): string {
  return pieces
    .map((piece) => (piece.kind === 'choice' ? textOfPhrase(piece.long) : piece.text))
    .join('');
}

function distinctOf(parts: readonly (string | Phrase)[]): readonly (string | Phrase)[] {
  const byText = new Map<string, string | Phrase>();
  for (const part of parts) byText.set(typeof part === 'string' ? part : textOfPhrase(part), part);
  return [...byText.values()];
}

function asPhrase(part: string | Phrase): Phrase {
  return typeof part === 'string' ? named(part) : part;
}
