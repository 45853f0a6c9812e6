import type { Word } from '../../../filter/flags-of.ts';
import type { Condition } from '../../../query/condition/condition.ts';
import type { RuleFinding } from '../../../query/finding-kinds.ts';
import { commandLine, queryLine } from '../../query-line.ts';

/** How the command lines of a summary begin. */
export interface QueryWords {
  /** The words with which every command line begins: sources, time, accounts. */
  readonly leadingWords: readonly Word[];
  /** The words that choose the same rules, for command lines that name one. */
  readonly ruleWords: readonly Word[];
}

/**
 * Returns the command line that prints the events of a section, whose condition flags can always
 * express.
 */
export function conditionQuery({ leadingWords }: QueryWords, condition: Condition): string {
  const line = queryLine(leadingWords, condition);
  if (line === undefined) throw new Error(`flags cannot express ${JSON.stringify(condition)}`);
  return line;
}

/**
 * Returns the command line that prints the events of a finding, by the name of its rule; with `!`
 * before the name, the events that the rule does not match. `words` narrow it further.
 */
export function findingQuery(
  { leadingWords, ruleWords }: QueryWords,
  finding: RuleFinding | `!${RuleFinding}`,
  words: readonly Word[] = [],
): string {
  return commandLine([...leadingWords, ...words, ...ruleWords, ['--finding', finding]]);
}
