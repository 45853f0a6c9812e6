import { forJson } from '../../../format/text/sanitize.ts';
import type { DetectionReport } from '../detection-report.ts';

/** Renders the report as indented JSON. */
export function renderDetectionJson(report: DetectionReport): string[] {
  return [`${forJson(JSON.stringify(report, null, 2))}\n`];
}
