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
    ...(any.length > 0 ? [[`--${attribute}`, any.map(listed).join(',')] as const] : []),
    ...(none.length > 0 ? [[`--${attribute}`, `!${none.map(listed).join(',')}`] as const] : []),
  ];
}

/** A value within a list. Where it would be taken for something else, a pattern that it matches stands for it. */
function listed(value: string): string {
  const before = /^[!\s]/.test(value) ? '*' : '';
  const behind = /[\\\s]$/.test(value) ? '*' : '';
  return before + value.replaceAll(',', '\\,') + behind;
}

/** A word of which the shell takes no character for its own. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
