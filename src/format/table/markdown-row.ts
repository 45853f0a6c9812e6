import { endsOf } from '../text/fit-text.ts';
import { forMarkdown } from '../text/sanitize.ts';

/** Returns a row of a GitHub table; the cells are Markdown. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** Returns the text as a Markdown cell; a very long text keeps only its two ends. */
export function markdownCell(text: string): string {
  return forMarkdown(endsOf(text, maxLength));
}

/** In UTF-16 units. GitHub does not render files above half a megabyte. */
const maxLength = 2 ** 16;
