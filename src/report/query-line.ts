import { flagsOf, type Word } from '../filter/flags-of.ts';
import type { Condition } from '../query/condition/condition.ts';

/**
 * The command line, for a POSIX shell, that prints the events that pass a condition; `given` stands
 * there in any case. Undefined when flags cannot say the condition.
 */
export function queryLine(given: readonly Word[], condition: Condition): string | undefined {
  const flags = flagsOf(condition);
  return flags && ['trailscan query', ...[...given, ...flags].flat().map(quote)].join(' ');
}

/** A word of which the shell takes no character for its own. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
