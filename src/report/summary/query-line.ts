import type { Term } from '../../query/filter.ts';
import type { Area } from './summary-areas.ts';

/** A part of a command line: a word, or a flag and its value. */
export type Word = readonly [string] | readonly [flag: string, value: string];

/** The command line, for a POSIX shell, that prints the events of an area; `given` is there in any case. */
export function queryLine(given: readonly Word[], { terms, where }: Area): string {
  const words: Word[] = [
    ...given,
    ...terms.flatMap(wordsOf),
    ...(where === undefined ? [] : [['--where', where] as const]),
  ];
  return ['trailscan query', ...words.flat().map(quote)].join(' ');
}

function wordsOf({ attribute, any, none }: Term): Word[] {
  if (attribute === 'access')
    return any.map((access) => [access === 'read' ? '--reads' : '--writes']);
  return [
    ...(any.length > 0 ? [[`--${attribute}`, listOf(attribute, any)] as const] : []),
    ...(none.length > 0 ? [[`--${attribute}`, `!${listOf(attribute, none)}`] as const] : []),
  ];
}

/** Where a value would be taken for something else, or for none, a pattern that it matches stands for it. */
function listOf(attribute: Term['attribute'], values: readonly string[]): string {
  return values
    .map((value) => {
      const isOdd = attribute === 'region' && !/^[a-z]{2,4}(?:-[a-z]+)+-\d$/.test(value);
      const before = /^[!\s]/.test(value) ? '*' : '';
      const behind = isOdd || /[\\\s]$/.test(value) ? '*' : '';
      return before + value.replace(unseen, '*').replaceAll(',', '\\,') + behind;
    })
    .join(',');
}

/** What would be shown as an escape, which is nothing to be typed. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu;

/** A word of which the shell takes no character for its own. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
