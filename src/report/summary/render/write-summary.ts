import type { Output } from '../../../format/text/output.ts';
import type { SummaryFormat } from '../../../format/text/output-formats.ts';
import { writeChunks } from '../../../format/text/write-chunks.ts';
import type { Summary } from '../summary-schema.ts';
import type { SummaryTextOptions } from './render-text.ts';

/** Options for printing a summary; width and colours only apply to text. */
export interface SummaryWriterOptions extends SummaryTextOptions {
  readonly format: SummaryFormat;
}

/** Writes a summary. Loads only the code of the format. */
export async function writeSummary(
  summary: Summary,
  { format, ...options }: SummaryWriterOptions,
  output: Output,
): Promise<void> {
  const render = await load[format]();
  await writeChunks(output, await render(summary, options));
}

type RenderSummary = (
  summary: Summary,
  options: SummaryTextOptions,
) => Iterable<string> | Promise<Iterable<string>>;

const load: Readonly<Record<SummaryFormat, () => Promise<RenderSummary>>> = {
  text: async () => (await import('./render-text.ts')).renderSummaryText,
  markdown: async () => (await import('./render-markdown.ts')).renderSummaryMarkdown,
  json: async () => (await import('./render-json.ts')).renderSummaryJson,
  html: async () => (await import('./render-html.ts')).renderSummaryHtml,
};
