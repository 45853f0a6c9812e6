import { flagsOf, type Word } from '../filter/flags-of.ts';
import type { Condition } from '../query/condition/condition.ts';

/**
 * Returns the command line, for a POSIX shell, that prints the events that match a condition. The
 * words of `leadingWords` come first. Returns undefined when flags cannot express the condition.
 */
export function queryLine(leadingWords: readonly Word[], condition: Condition): string | undefined {
  const flags = flagsOf(condition);
  return flags && commandLine([...leadingWords, ...flags]);
}

/** Returns the flag that selects the events of a rule; a comma would end its name. */
export function findingWord(name: string): Word {
  return ['--finding', name.replaceAll(',', '\\,')];
}

/** Returns the command line of a command with these words, for a POSIX shell. */
export function commandLine(words: readonly Word[], command = 'query'): string {
  return [`trailscan ${command}`, ...words.map(wordText)].join(' ');
}

/** Returns a word, or a flag and its value, for a POSIX shell. */
export function wordText(word: Word): string {
  return asTyped(word).map(quoteWord).join(' ');
}

/** Returns a word as it is typed: a value that begins like a flag is joined to its flag. */
function asTyped([first, value]: Word): readonly string[] {
  if (value === undefined) return [first];
  return value.startsWith('-') ? [`${first}=${value}`] : [first, value];
}

/** Quotes a word if it has characters that are special to a POSIX shell. */
function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
