import { endsOf } from '../text/fit-text.ts';
import { forMarkdown } from '../text/sanitize.ts';

/** A row of a GitHub table, of cells in Markdown. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** The text as such a cell, of which a long one shows both ends. */
export function markdownCell(text: string): string {
  return forMarkdown(endsOf(text, longestCell));
}

/** UTF-16 units. GitHub shows no files above half a megabyte. */
const longestCell = 2 ** 16;
