import { Chalk, type ChalkInstance } from 'chalk';
import { drawTable } from '../../../format/table/table.ts';
import { tableCell } from '../../../format/table/table-cell.ts';
import { wrapText } from '../../../format/text/fit-text.ts';
import { count, counted } from '../../../format/text/numbers.ts';
import { forTerminal } from '../../../format/text/sanitize.ts';
import { findingText } from '../sections/summary-findings.ts';
import { qualityLines } from '../sections/summary-quality.ts';
import type { SectionView } from '../sections/summary-section.ts';
import { sectionsOf } from '../sections/summary-sections.ts';
import { firstWindowText, spanText, timeText } from '../sections/summary-texts.ts';
import { notCompared, type Total, totalRows } from '../sections/summary-totals.ts';
import type { Summary } from '../summary-schema.ts';
import { sectionTable } from './section-table.ts';
import { sparkline } from './sparkline.ts';

/** Options of a summary in text form. */
export interface SummaryTextOptions {
  /** The maximum width of a line in terminal cells; 100 when undefined. */
  readonly width: number | undefined;
  readonly color: boolean;
}

/**
 * Renders the summary for a terminal or an email, beginning with the findings that need attention.
 * Every line fits the width (at least 60), except the command lines, which are whole so that they
 * can be copied.
 */
export function* renderSummaryText(
  summary: Summary,
  { width = 100, color }: SummaryTextOptions,
): Generator<string> {
  const page: Page = { summary, width, chalk: new Chalk({ level: color ? 1 : 0 }) };
  const sections = sectionsOf(summary);
  const blocks = [
    head(page),
    findings(page, sections),
    totals(page),
    hours(page),
    ...sections.filter(({ rows }) => rows.length > 0).map((section) => list(page, section)),
    emptySections(page, sections),
    quality(page),
  ];
  yield blocks
    .filter((block) => block.length > 0)
    .map((block) => block.map((line) => `${line}\n`).join(''))
    .join('\n');
}

interface Page {
  readonly summary: Summary;
  readonly width: number;
  readonly chalk: ChalkInstance;
}

function head({ summary, width, chalk }: Page): string[] {
  const { window, zone, sources } = summary;
  return [
    ...wrapText(`Summary of ${spanText(window, zone)}`, width).map((line) => chalk.bold(line)),
    ...wrapText(
      `Sources: ${sources.map((source) => tableCell(source, width - 4)).join(', ')}`,
      width,
    ),
  ];
}

/** Renders the findings. A finding has a command line only if no section shows the same one. */
function findings(
  { summary, width, chalk }: Page,
  sections: readonly SectionView[],
): readonly string[] {
  if (summary.findings.length === 0) return ['Nothing needs attention.'];
  const listed = new Set(sections.filter(({ rows }) => rows.length > 0).map(({ query }) => query));
  return [
    chalk.bold('Needs attention'),
    ...summary.findings.flatMap((finding) => [
      ...wrapText(findingText(finding), width - 2).map((line) => `  ${chalk.red(line)}`),
      ...(finding.query === null || listed.has(finding.query)
        ? []
        : [queryLine(chalk, finding.query)]),
    ]),
  ];
}

function totals({ summary, width, chalk }: Page): readonly string[] {
  const rows = totalRows(summary);
  const numbers = drawTable(
    rows.map(({ name, events }) => [name, count(events)]),
    [{ heading: '' }, { heading: '', align: 'right' }],
  );
  const note = notCompared(summary);
  return [
    chalk.bold('Totals'),
    ...rows.flatMap((total, at) => wrapText(`${numbers[at]}  ${comparison(total)}`, width)),
    ...(note === undefined ? [] : wrapText(note, width)),
    queryLine(chalk, summary.totals.query),
  ];
}

function comparison({ dayBefore, weekBefore }: Total): string {
  if (dayBefore === undefined) return weekBefore ? `${weekBefore} vs the week before` : '';
  const day = `${dayBefore} vs the day before`;
  return weekBefore === undefined ? day : `${day}, ${weekBefore} vs the week before`;
}

function hours({ summary, width, chalk }: Page): readonly string[] {
  const { characters, hours: hoursEach, max } = sparkline(summary.hours, width);
  if (characters === '') return [];
  const start = timeText(summary.window.since, summary.zone);
  const legend =
    `from ${start}, ${counted(hoursEach, 'hour')} per character, █ is ${counted(max, 'event')}` +
    (characters.includes('·') ? ', · means nothing was recorded' : '');
  return [
    chalk.bold('Hours'),
    characters,
    ...wrapText(legend, width).map((line) => chalk.dim(line)),
  ];
}

function list({ width, chalk }: Page, section: SectionView): readonly string[] {
  const { title, events, more, query } = section;
  return [
    chalk.bold(`${title} (${counted(events, 'event')})`),
    ...sectionTable(section, width, chalk),
    ...(more > 0 ? [chalk.dim(`(${count(more)} more)`)] : []),
    queryLine(chalk, query),
  ];
}

function emptySections(
  { summary, width }: Page,
  sections: readonly SectionView[],
): readonly string[] {
  const empty = sections.filter(({ rows }) => rows.length === 0).map((section) => section.empty);
  const firstWindow = firstWindowText(summary);
  return [
    ...(empty.length > 0 ? wrapText(`Nothing to report: ${empty.join('; ')}.`, width) : []),
    ...(firstWindow === undefined ? [] : wrapText(firstWindow, width)),
  ];
}

function quality({ summary, width, chalk }: Page): readonly string[] {
  // An error may quote the content of a file: a few lines of it are enough.
  const lines = qualityLines(summary).map((line) => tableCell(line, width * 3));
  return [chalk.bold('Data quality'), ...lines.flatMap((line) => wrapText(line, width))];
}

/** Renders a command line, indented and never cut. */
function queryLine(chalk: ChalkInstance, query: string): string {
  return `  ${chalk.dim(forTerminal(query))}`;
}
