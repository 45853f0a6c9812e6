import type { Output } from '../text/output.ts';
import type { OutputFormat } from '../text/output-formats.ts';
import type { EventWriter } from './event-writer.ts';
import type { WriterOptions } from './writer-options.ts';

/**
 * Creates the writer of a format. Only that format's code is loaded: a run that prints NDJSON
 * starts faster without the code that measures and colours tables.
 */
export function createWriter(
  { format, ...options }: WriterOptions & { readonly format: OutputFormat },
  output: Output,
): EventWriter {
  const writer = load[format]().then((create) => create(options, output));
  return {
    write: async (records) => (await writer).write(records),
    end: async () => (await writer).end(),
  };
}

type CreateWriter = (options: WriterOptions, output: Output) => EventWriter;

const load: Readonly<Record<OutputFormat, () => Promise<CreateWriter>>> = {
  table: async () => (await import('./table-writer.ts')).createTableWriter,
  json: async () => (await import('./json-writer.ts')).createJsonWriter,
  ndjson: async () => (await import('./ndjson-writer.ts')).createNdjsonWriter,
  csv: async () => (await import('./csv-writer.ts')).createCsvWriter,
  markdown: async () => (await import('./markdown-writer.ts')).createMarkdownWriter,
};
