import { cutMiddle, endsOf } from '../text/fit-text.ts';
import { forTerminal } from '../text/sanitize.ts';

/**
 * Returns the text for a cell of a terminal table: harmless, on one line, and at most `width` wide.
 */
export function tableCell(text: string, width: number | undefined): string {
  if (width === undefined) return forTerminal(endsOf(text, maxLength));
  // Cut before escaping, which makes text longer, and after it, which decides the width.
  return cutMiddle(forTerminal(endsOf(text, width * 8)), width);
}

/** In UTF-16 units: longer than any field, because an event has at most 256 KB. */
const maxLength = 2 ** 20;

/** Shown for a missing value in tables that leave no cell blank. */
export const noValue = '-';
