import type { Word } from '../../../filter/flags-of.ts';
import type { Condition } from '../../../query/condition/condition.ts';
import { queryLine } from '../../query-line.ts';

/** The command line that prints the events of an area, all of which flags can say. */
export function areaQuery(given: readonly Word[], area: Condition): string {
  const line = queryLine(given, area);
  if (line === undefined) throw new Error(`no flags say ${JSON.stringify(area)}`);
  return line;
}
