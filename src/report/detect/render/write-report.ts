import type { Output } from '../../../format/text/output.ts';
import type { DetectionFormat } from '../../../format/text/output-formats.ts';
import { writeChunks } from '../../../format/text/write-chunks.ts';
import type { DetectionReport } from '../detection-report.ts';
import type { DetectionTextOptions } from './render-table.ts';

/** A format that prints a report, and not each event. */
export type ReportFormat = Exclude<DetectionFormat, 'ndjson' | 'csv'>;

/** Writes a report. Loads only the code of the format. */
export async function writeReport(
  report: DetectionReport,
  { format, ...options }: DetectionTextOptions & { readonly format: ReportFormat },
  output: Output,
): Promise<void> {
  const render = await load[format]();
  await writeChunks(output, await render(report, options));
}

type RenderReport = (
  report: DetectionReport,
  options: DetectionTextOptions,
) => Iterable<string> | Promise<Iterable<string>>;

const load: Readonly<Record<ReportFormat, () => Promise<RenderReport>>> = {
  table: async () => (await import('./render-table.ts')).renderDetectionTable,
  json: async () => (await import('./render-json.ts')).renderDetectionJson,
  markdown: async () => (await import('./render-markdown.ts')).renderDetectionMarkdown,
  html: async () => (await import('./render-html.ts')).renderDetectionHtml,
  sarif: async () => (await import('./render-sarif.ts')).renderDetectionSarif,
};
