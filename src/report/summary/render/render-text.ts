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
import { newsText, spanText, timeText } from '../sections/summary-texts.ts';
import { notCompared, type Total, totalRows } from '../sections/summary-totals.ts';
import type { Summary } from '../summary-schema.ts';
import { sectionTable } from './section-table.ts';
import { sparkline } from './sparkline.ts';

/** How a text is laid out. */
export interface SummaryTextOptions {
  /** Terminal cells a line may have; 100 when undefined. */
  readonly width: number | undefined;
  readonly color: boolean;
}

/**
 * The summary for a terminal or a mail, what needs attention first. Every line fits the width (60 at
 * least) but the command lines, which are whole so that they can be copied.
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
    nothing(page, sections),
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
    ...wrapText(`of ${sources.map((source) => tableCell(source, width - 4)).join(', ')}`, width),
  ];
}

/** Where a section is about the same events, it has the command line. */
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
  const all = totalRows(summary);
  const numbers = drawTable(
    all.map(({ name, events }) => [name, count(events)]),
    [{ heading: '' }, { heading: '', align: 'right' }],
  );
  const note = notCompared(summary);
  return [
    chalk.bold('Totals'),
    ...all.flatMap((total, at) => wrapText(`${numbers[at]}  ${comparison(total)}`, width)),
    ...(note === undefined ? [] : wrapText(note, width)),
    queryLine(chalk, summary.totals.query),
  ];
}

function comparison({ dayBefore, weekBefore }: Total): string {
  if (dayBefore === undefined) return weekBefore ? `${weekBefore} against the week before` : '';
  const day = `${dayBefore} against the day before`;
  return weekBefore === undefined ? day : `${day}, ${weekBefore} the week before`;
}

function hours({ summary, width, chalk }: Page): readonly string[] {
  const { signs, hours: each, most } = sparkline(summary.hours, width);
  if (signs === '') return [];
  const start = timeText(summary.window.since, summary.zone);
  const legend =
    `from ${start}, ${counted(each, 'hour')} a sign, █ is ${counted(most, 'event')}` +
    (signs.includes('·') ? ', · is where nothing was recorded' : '');
  return [chalk.bold('Hours'), signs, ...wrapText(legend, width).map((line) => chalk.dim(line))];
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

function nothing({ summary, width }: Page, sections: readonly SectionView[]): readonly string[] {
  const empty = sections.filter(({ rows }) => rows.length === 0).map((section) => section.empty);
  const news = newsText(summary);
  return [
    ...(empty.length > 0 ? wrapText(`Nothing: ${empty.join('; ')}.`, width) : []),
    ...(news === undefined ? [] : wrapText(news, width)),
  ];
}

function quality({ summary, width, chalk }: Page): readonly string[] {
  // Of an error, which may quote what is in a file, some lines are enough.
  const lines = qualityLines(summary).map((line) => tableCell(line, width * 3));
  return [chalk.bold('What was read'), ...lines.flatMap((line) => wrapText(line, width))];
}

/** Not cut. The indentation is the only thing before the command. */
function queryLine(chalk: ChalkInstance, query: string): string {
  return `  ${chalk.dim(forTerminal(query))}`;
}
