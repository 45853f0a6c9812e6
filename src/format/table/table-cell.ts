import { cutMiddle, endsOf } from '../text/fit-text.ts';
import { forTerminal } from '../text/sanitize.ts';

/** The text as it may stand in a cell: on one line, harmless, not longer than a line. */
export function tableCell(text: string, width: number | undefined): string {
  if (width === undefined) return forTerminal(endsOf(text, longestCell));
  // Cut before escaping, which makes text longer, and after it, which decides the width.
  return cutMiddle(forTerminal(endsOf(text, width * 8)), width);
}

/** UTF-16 units: longer than any field of an event, which has 256 KB at most. */
const longestCell = 2 ** 20;

/** What stands in a cell that has no value, in tables that leave none blank. */
export const noValue = '-';
