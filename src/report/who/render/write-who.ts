import type { Output } from '../../../format/text/output.ts';
import type { WhoFormat } from '../../../format/text/output-formats.ts';
import { forJson } from '../../../format/text/sanitize.ts';
import type { WhoReport } from '../who-report.ts';
import { renderText } from './render-text.ts';

/** Options of the report's formats. */
export interface WriteWhoOptions {
  readonly format: WhoFormat;
  readonly width: number | undefined;
  readonly color: boolean;
  readonly zone: string;
}

/** Writes the report in a format. */
export async function writeWho(
  report: WhoReport,
  options: WriteWhoOptions,
  output: Output,
): Promise<void> {
  await output.write(render(report, options));
}

function render(report: WhoReport, { format, ...options }: WriteWhoOptions): string {
  switch (format) {
    case 'text':
      return renderText(report, options);
    case 'json':
      return `${forJson(JSON.stringify(report, undefined, 2))}\n`;
  }
}
