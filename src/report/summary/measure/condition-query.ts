import type { Word } from '../../../filter/flags-of.ts';
import type { Condition } from '../../../query/condition/condition.ts';
import { queryLine } from '../../query-line.ts';

/**
 * Returns the command line that prints the events of a section, whose condition flags can always
 * express.
 */
export function conditionQuery(leadingWords: readonly Word[], condition: Condition): string {
  const line = queryLine(leadingWords, condition);
  if (line === undefined) throw new Error(`flags cannot express ${JSON.stringify(condition)}`);
  return line;
}
