import { markdownCell, markdownRow } from '../../../format/table/markdown-row.ts';
import { formatTime } from '../../../format/text/format-time.ts';
import { count } from '../../../format/text/numbers.ts';
import { forMarkdown, forTerminal } from '../../../format/text/sanitize.ts';
import type { DetectionReport } from '../detection-report.ts';
import {
  findingColumns,
  groupColumns,
  type ReportColumn,
  ruleColumns,
  type TimeText,
} from '../report-columns.ts';
import { belowText, busiestText, maxVerdict, verdictText } from '../verdict.ts';

/** Renders the report as GitHub Markdown: tables, and command lines to copy. */
export function* renderDetectionMarkdown(report: DetectionReport): Generator<string> {
  const { findings, rules, groups, sources, zone, notes } = report;
  const timeOf = (instant: string) => formatTime(Date.parse(instant), zone);
  yield `# Detections\n\n**${verdictText(report)}**\n\n`;
  const busiest = busiestText(report);
  if (busiest !== undefined) yield `${forMarkdown(busiest)}\n\n`;
  yield `Sources: ${sources.map(markdownCell).join(', ')}; times in ${forMarkdown(zone)}\n\n`;
  if (findings.length > 0) {
    yield '## Findings\n\n';
    yield* table(findings.slice(0, maxVerdict), findingColumns, timeOf);
    yield* more(findings.length - maxVerdict);
    const lines = findings.slice(0, maxVerdict).map(({ query }) => query);
    yield `${codeBlock([...new Set(lines)])}\n`;
  }
  if (groups && groups.rows.length > 0) {
    yield `## By ${markdownCell(groups.by)}\n\n`;
    yield* table(groups.rows.slice(0, maxGroups), groupColumns(groups.by), timeOf);
    yield* more(groups.rows.length - maxGroups);
  } else if (rules.length > 0) {
    yield '## Rules\n\n';
    yield* table(rules, ruleColumns, timeOf);
  }
  const below = belowText(report);
  for (const note of [...(below === undefined ? [] : [below]), ...notes]) {
    yield `- ${forMarkdown(note)}\n`;
  }
}

/** The maximum number of groups in a table; JSON has all. */
const maxGroups = 100;

function* table<Row>(
  rows: readonly Row[],
  columns: readonly ReportColumn<Row>[],
  timeOf: TimeText,
): Generator<string> {
  yield markdownRow(columns.map(({ heading }) => markdownCell(heading)));
  yield `|${columns.map(({ kind }) => (kind === 'count' ? ' ---: ' : ' --- ')).join('|')}|\n`;
  for (const row of rows) {
    yield markdownRow(columns.map(({ show }) => markdownCell(show(row, timeOf)) || '-'));
  }
  yield '\n';
}

function* more(rows: number): Generator<string> {
  if (rows > 0) yield `(${count(rows)} more)\n\n`;
}

/** Renders command lines as a code block. Each is on one line, so none can end the block. */
function codeBlock(lines: readonly string[]): string {
  return ['```sh', ...lines.map(forTerminal), '```', ''].join('\n');
}
