import { forJson } from '../../../format/text/sanitize.ts';
import { type Summary, summarySchema } from '../summary-schema.ts';

/**
 * Renders the summary as JSON, indented by two spaces. Throws Zod's error if it does not match the
 * schema.
 */
export function* renderSummaryJson(summary: Summary): Generator<string> {
  yield `${forJson(JSON.stringify(summarySchema.parse(summary), null, 2))}\n`;
}
