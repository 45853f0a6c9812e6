import { markdownCell, markdownRow } from '../table/markdown-row.ts';
import type { Output } from '../text/output.ts';
import type { EventWriter } from './event-writer.ts';
import { createRowWriter } from './row-writer.ts';
import type { WriterOptions } from './writer-options.ts';

/** Writes a GitHub table (GitHub Flavored Markdown Spec, "Tables (extension)"). */
export function createMarkdownWriter(
  options: Pick<WriterOptions, 'columns' | 'zone'>,
  output: Output,
): EventWriter {
  const row = (cells: readonly string[]) => markdownRow(cells.map(markdownCell));
  const header = (cells: readonly string[]) => `${row(cells)}|${' --- |'.repeat(cells.length)}\n`;
  return createRowWriter({ header, row }, options, output);
}
