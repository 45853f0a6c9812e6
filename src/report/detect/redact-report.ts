import { redactText } from '../../redact/redact-text.ts';
import type { DetectionReport } from './detection-report.ts';

/** Returns the report with the secrets that are known by their form masked in all its texts. */
export function redactReport(report: DetectionReport): DetectionReport {
  return JSON.parse(JSON.stringify(report), (_, value: unknown) =>
    typeof value === 'string' ? redactText(value) : value,
  );
}
