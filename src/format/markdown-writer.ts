import type { EventWriter, Output } from './event-writer.ts';
import { endsOf } from './fit-text.ts';
import { createRowWriter } from './row-writer.ts';
import { forMarkdown } from './sanitize.ts';
import type { WriterOptions } from './writer-options.ts';

/** Writes a table as GitHub shows it (GitHub Flavored Markdown Spec, "Tables (extension)"). */
export function createMarkdownWriter(
  options: Pick<WriterOptions, 'columns' | 'zone'>,
  output: Output,
): EventWriter {
  const header = (cells: readonly string[]) => `${row(cells)}|${' --- |'.repeat(cells.length)}\n`;
  return createRowWriter({ header, row }, options, output);
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => forMarkdown(endsOf(cell, longestCell))).join(' | ')} |\n`;
}

/** UTF-16 units. GitHub shows no files above half a megabyte. */
const longestCell = 2 ** 16;
