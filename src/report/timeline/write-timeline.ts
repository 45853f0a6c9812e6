import type { Output } from '../../format/text/output.ts';
import type { TimelineFormat } from '../../format/text/output-formats.ts';
import { writeChunks } from '../../format/text/write-chunks.ts';
import type { Timeline } from './timeline.ts';

/** Options for printing a timeline. */
export interface TimelineWriterOptions {
  readonly format: TimelineFormat;
  /** The maximum width of a line in terminal cells; undefined when the output is not a terminal. */
  readonly width: number | undefined;
  readonly color: boolean;
}

/** Writes a timeline. Loads only the code of the format. */
export async function writeTimeline(
  timeline: Timeline,
  { format, ...options }: TimelineWriterOptions,
  output: Output,
): Promise<void> {
  const render = await load[format]();
  await writeChunks(output, await render(timeline, options));
}

type Render = (
  timeline: Timeline,
  options: Omit<TimelineWriterOptions, 'format'>,
) => Iterable<string> | Promise<Iterable<string>>;

const load: Readonly<Record<TimelineFormat, () => Promise<Render>>> = {
  table: async () => (await import('./timeline-plot.ts')).renderTimelinePlot,
  json: async () => (await import('./timeline-json.ts')).renderTimelineJson,
  ndjson: async () => (await import('./timeline-json.ts')).renderTimelineNdjson,
  csv: async () => (await import('./timeline-csv.ts')).renderTimelineCsv,
  markdown: async () => (await import('./timeline-markdown.ts')).renderTimelineMarkdown,
  svg: async () => (await import('./timeline-picture.ts')).renderTimelineSvg,
  html: async () => (await import('./timeline-picture.ts')).renderTimelineHtml,
};
