import { redactText } from '../../redact/redact-text.ts';
import { type Summary, summarySchema } from './summary-schema.ts';

/** Returns the summary with the secrets that are known by their form masked in all its texts. */
export function redactSummary(summary: Summary): Summary {
  const redacted: unknown = JSON.parse(JSON.stringify(summary), (_, value: unknown) =>
    typeof value === 'string' ? redactText(value) : value,
  );
  return summarySchema.parse(redacted);
}
