import { markdownCell, markdownRow } from '../../format/table/markdown-row.ts';
import { formatTime } from '../../format/text/format-time.ts';
import { count } from '../../format/text/numbers.ts';
import { forMarkdown } from '../../format/text/sanitize.ts';
import type { DetectionReport } from './detection-report.ts';
import { maxVerdict, verdictText, whereOf } from './verdict.ts';

/** Renders the report as GitHub Markdown. */
export function* renderDetectionMarkdown(report: DetectionReport): Generator<string> {
  const { findings, rules, sources, zone, notes } = report;
  const timeOf = (instant: string) => formatTime(Date.parse(instant), zone);
  yield `# Detections\n\n**${verdictText(report)}**\n\n`;
  yield `Sources: ${sources.map(markdownCell).join(', ')}; times in ${zone}\n\n`;
  if (findings.length > 0) {
    yield '## Worst findings\n\n';
    yield* table(
      ['level', 'first', 'who', 'what', 'where', 'events', 'rule'],
      findings
        .slice(0, maxVerdict)
        .map((row) => [
          ...[row.level, timeOf(row.first), row.who, row.what, whereOf(row)],
          ...[count(row.events), row.rule],
        ]),
    );
  }
  if (rules.length > 0) {
    yield '## Rules\n\n';
    yield* table(
      ['level', 'rule', 'title', 'events', 'identities', 'first', 'last'],
      rules.map((row) => [
        ...[row.level, row.rule, row.title, count(row.events), count(row.identities)],
        ...[timeOf(row.first), timeOf(row.last)],
      ]),
    );
  }
  for (const note of notes) yield `- ${forMarkdown(note)}\n`;
}

function* table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): Generator<string> {
  yield markdownRow(headings);
  yield markdownRow(headings.map(() => '---'));
  for (const row of rows) yield markdownRow(row.map(markdownCell));
  yield '\n';
}
