import { forJson } from '../../../format/text/sanitize.ts';
import { type Summary, summarySchema } from '../summary-schema.ts';

/** The summary as JSON, two spaces a level. Throws what Zod does when it is not what the schema says. */
export function* renderSummaryJson(summary: Summary): Generator<string> {
  yield `${forJson(JSON.stringify(summarySchema.parse(summary), null, 2))}\n`;
}
