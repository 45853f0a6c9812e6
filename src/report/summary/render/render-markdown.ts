import { markdownCell, markdownRow } from '../../../format/table/markdown-row.ts';
import { count, counted } from '../../../format/text/numbers.ts';
import { forMarkdown, forTerminal } from '../../../format/text/sanitize.ts';
import { findingText } from '../sections/summary-findings.ts';
import { qualityLines } from '../sections/summary-quality.ts';
import type { SectionColumnKind, SectionView } from '../sections/summary-section.ts';
import { sectionsOf } from '../sections/summary-sections.ts';
import { firstWindowText, spanText } from '../sections/summary-texts.ts';
import { notCompared, totalRows } from '../sections/summary-totals.ts';
import type { Summary } from '../summary-schema.ts';
import { sparkline } from './sparkline.ts';

/** Renders the summary as GitHub Markdown: tables, and command lines to copy. */
export function* renderSummaryMarkdown(summary: Summary): Generator<string> {
  const { window, zone, sources, findings } = summary;
  const sections = sectionsOf(summary);
  const full = sections.filter(({ rows }) => rows.length > 0);
  yield `# Summary of ${spanText(window, zone)}\n\n`;
  yield `Sources: ${sources.map(markdownCell).join(', ')}\n\n`;
  yield* findingsOf(findings, new Set(full.map(({ query }) => query)));
  yield* totals(summary);
  for (const section of full) yield* list(section);
  const empty = sections.filter(({ rows }) => rows.length === 0).map((section) => section.empty);
  if (empty.length > 0) yield `Nothing to report: ${empty.join('; ')}.\n\n`;
  const firstWindow = firstWindowText(summary);
  if (firstWindow !== undefined) yield `${firstWindow}\n\n`;
  yield `## Data quality\n\n${qualityLines(summary)
    .map((line) => `- ${forMarkdown(line)}\n`)
    .join('')}`;
}

function* findingsOf(
  findings: Summary['findings'],
  listed: ReadonlySet<string>,
): Generator<string> {
  if (findings.length === 0) {
    yield 'Nothing needs attention.\n\n';
    return;
  }
  yield '## Needs attention\n\n';
  for (const finding of findings) {
    yield `- **${findingText(finding)}**\n`;
    const { query } = finding;
    if (query !== null && !listed.has(query)) yield `\n${command(query, '  ')}`;
  }
  yield '\n';
}

function* totals(summary: Summary): Generator<string> {
  yield '## Totals\n\n';
  yield* table(
    [
      { heading: '', kind: 'text' },
      { heading: 'count', kind: 'count' },
      { heading: 'vs the day before', kind: 'count' },
      { heading: 'vs the week before', kind: 'count' },
    ],
    totalRows(summary).map(({ name, events, dayBefore = '', weekBefore = '' }) => [
      name,
      count(events),
      dayBefore,
      weekBefore,
    ]),
  );
  const note = notCompared(summary);
  if (note !== undefined) yield `${note}\n\n`;
  const { characters, hours, max } = sparkline(summary.hours, maxSparkline);
  if (characters !== '') {
    yield `Hours: \`${characters}\` (${counted(hours, 'hour')} per character, █ is ${counted(max, 'event')})\n\n`;
  }
  yield command(summary.totals.query);
}

const maxSparkline = 100;

function* list({ title, events, columns, rows, more, query }: SectionView): Generator<string> {
  yield `## ${title} (${counted(events, 'event')})\n\n`;
  yield* table(columns, rows);
  if (more > 0) yield `(${count(more)} more)\n\n`;
  yield command(query);
}

function* table(
  columns: SectionView['columns'],
  rows: readonly (readonly string[])[],
): Generator<string> {
  yield markdownRow(columns.map(({ heading }) => markdownCell(heading)));
  yield `|${columns.map(({ kind }) => rules[kind]).join('|')}|\n`;
  for (const row of rows) {
    yield markdownRow(
      row.map((text, at) => {
        if (text === '') return '-';
        // Counts consist of digits and signs; only `<` is markup.
        return columns[at]?.kind === 'count' ? text.replace('<', '&lt;') : markdownCell(text);
      }),
    );
  }
  yield '\n';
}

const rules: Readonly<Record<SectionColumnKind, string>> = {
  text: ' --- ',
  list: ' --- ',
  time: ' --- ',
  outcome: ' --- ',
  count: ' ---: ',
};

/** Renders a command line as a code block. It is on one line, so it cannot end the block. */
function command(query: string, indent = ''): string {
  return ['```sh', forTerminal(query), '```', '']
    .map((line) => `${line && indent}${line}\n`)
    .join('');
}
