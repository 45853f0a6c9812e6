import type { Output } from '../../../format/text/output.ts';
import type { OutputFormat } from '../../../format/text/output-formats.ts';
import { writeChunks } from '../../../format/text/write-chunks.ts';
import type { RankedSessions } from '../session-row.ts';
import type { SessionWriterOptions } from './session-writer-options.ts';

/** Writes sessions in the given order. Loads only the code of the format. */
export async function writeSessions(
  sessions: RankedSessions,
  { format, ...options }: SessionWriterOptions & { readonly format: OutputFormat },
  output: Output,
): Promise<void> {
  const render = await load[format]();
  await writeChunks(output, render(sessions, options));
}

type RenderSessions = (sessions: RankedSessions, options: SessionWriterOptions) => Iterable<string>;

const load: Readonly<Record<OutputFormat, () => Promise<RenderSessions>>> = {
  table: async () => (await import('./render-table.ts')).renderTable,
  json: async () => (await import('./render-json.ts')).renderJson,
  ndjson: async () => (await import('./render-json.ts')).renderNdjson,
  csv: async () => (await import('./render-rows.ts')).renderCsv,
  markdown: async () => (await import('./render-rows.ts')).renderMarkdown,
};
