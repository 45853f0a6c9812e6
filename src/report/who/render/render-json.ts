import { indentJson } from '../../../format/text/indent-json.ts';
import { forJson } from '../../../format/text/sanitize.ts';
import type { WhoReport } from '../who-report.ts';

/** Renders the report as it is. Long chains are not indented beyond 50 levels. */
export function renderWhoJson(report: WhoReport): string[] {
  return [`${forJson(indentJson(JSON.stringify(report)))}\n`];
}
