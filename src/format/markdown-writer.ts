import type { EventRecord } from '../query/event-record.ts';
import { defaultColumns, headerWithZone, readCell } from './column.ts';
import type { EventWriter, Output } from './event-writer.ts';
import { endsOf } from './fit-text.ts';
import { forMarkdown } from './sanitize.ts';
import { writeChunks } from './write-chunks.ts';
import type { WriterOptions } from './writer-options.ts';

/** Writes a table as GitHub shows it (GitHub Flavored Markdown Spec, "Tables (extension)"). */
export function createMarkdownWriter(
  { columns = defaultColumns, zone }: Pick<WriterOptions, 'columns' | 'zone'>,
  output: Output,
): EventWriter {
  let header = [
    row(columns.map((column) => headerWithZone(column, zone))),
    `|${' --- |'.repeat(columns.length)}\n`,
  ];
  function* rows(records: readonly EventRecord[]): Generator<string> {
    yield* header;
    header = [];
    for (const { event } of records) {
      yield row(columns.map((column) => readCell(column, event, zone)));
    }
  }
  return {
    write: (records) => writeChunks(output, rows(records)),
    end: () => writeChunks(output, rows([])),
  };
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => forMarkdown(endsOf(cell, longestCell))).join(' | ')} |\n`;
}

/** UTF-16 units. GitHub shows no files above half a megabyte. */
const longestCell = 2 ** 16;
