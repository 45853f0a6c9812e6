import type { Output } from '../../../format/text/output.ts';
import type { WhoFormat } from '../../../format/text/output-formats.ts';
import { writeChunks } from '../../../format/text/write-chunks.ts';
import type { WhoReport } from '../who-report.ts';
import type { WhoTextOptions } from './render-text.ts';

/** Options of the report's formats. */
export interface WriteWhoOptions extends WhoTextOptions {
  readonly format: WhoFormat;
}

/** Writes the report in a format. Loads only the code of the format. */
export async function writeWho(
  report: WhoReport,
  { format, ...options }: WriteWhoOptions,
  output: Output,
): Promise<void> {
  const render = await load[format]();
  await writeChunks(output, render(report, options));
}

type RenderWho = (report: WhoReport, options: WhoTextOptions) => Iterable<string>;

const load: Readonly<Record<WhoFormat, () => Promise<RenderWho>>> = {
  text: async () => (await import('./render-text.ts')).renderWhoText,
  json: async () => (await import('./render-json.ts')).renderWhoJson,
  html: async () => (await import('./render-html.ts')).renderWhoHtml,
  svg: async () => (await import('./render-svg.ts')).renderWhoSvg,
  dot: async () => (await import('./render-dot.ts')).renderWhoDot,
  mermaid: async () => (await import('./render-mermaid.ts')).renderWhoMermaid,
};
