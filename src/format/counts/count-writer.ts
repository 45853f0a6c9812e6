import type { RankedGroups } from '../../query/group.ts';
import type { Output } from '../text/output.ts';
import type { OutputFormat } from '../text/output-formats.ts';
import { writeChunks } from '../text/write-chunks.ts';
import type { CountWriterOptions } from './count-writer-options.ts';

/** Writes groups and their measures in the given order. Loads only the code of the format. */
export async function writeCounts(
  counts: RankedGroups,
  { format, ...options }: CountWriterOptions & { readonly format: OutputFormat },
  output: Output,
): Promise<void> {
  const render = await load[format]();
  await writeChunks(output, render(counts, options));
}

type RenderCounts = (counts: RankedGroups, options: CountWriterOptions) => Iterable<string>;

const load: Readonly<Record<OutputFormat, () => Promise<RenderCounts>>> = {
  table: async () => (await import('./count-table.ts')).renderCountTable,
  json: async () => (await import('./count-json.ts')).renderCountJson,
  ndjson: async () => (await import('./count-json.ts')).renderCountNdjson,
  csv: async () => (await import('./count-csv.ts')).renderCountCsv,
  markdown: async () => (await import('./count-markdown.ts')).renderCountMarkdown,
};
