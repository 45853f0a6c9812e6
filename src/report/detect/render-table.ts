import { Chalk, type ChalkInstance } from 'chalk';
import type { Level } from '../../detect/rule.ts';
import { createTable, noRoomFor } from '../../format/table/table.ts';
import { noValue, tableCell } from '../../format/table/table-cell.ts';
import type { TableColumn } from '../../format/table/table-layout.ts';
import { wrapText } from '../../format/text/fit-text.ts';
import { formatTime } from '../../format/text/format-time.ts';
import { count } from '../../format/text/numbers.ts';
import { forTerminal } from '../../format/text/sanitize.ts';
import type { DetectionReport } from './detection-report.ts';
import { maxVerdict, verdictText, whereOf } from './verdict.ts';

/** Options of a report in text form. */
export interface DetectionTextOptions {
  /** The maximum width of a line in terminal cells; 100 when undefined. */
  readonly width: number | undefined;
  readonly color: boolean;
}

/**
 * Renders the report for a terminal or an email: what was found, the worst first, then a table of
 * the rules that matched. Every line fits the width, except the command lines.
 */
export function* renderDetectionTable(
  report: DetectionReport,
  { width = 100, color }: DetectionTextOptions,
): Generator<string> {
  const page: Page = { report, width, chalk: new Chalk({ level: color ? 1 : 0 }) };
  const blocks = [verdict(page), rules(page), notes(page)];
  yield blocks
    .filter((block) => block.length > 0)
    .map((block) => block.map((line) => `${line}\n`).join(''))
    .join('\n');
}

interface Page {
  readonly report: DetectionReport;
  readonly width: number;
  readonly chalk: ChalkInstance;
}

function verdict({ report, width, chalk }: Page): readonly string[] {
  const head = wrapText(verdictText(report), width).map((line) => chalk.bold(line));
  const rows = report.findings.slice(0, maxVerdict);
  if (rows.length === 0) return head;
  const cells = rows.map((row) =>
    [row.level, timeIn(report, row.first), row.who, row.what, whereOf(row), count(row.events)].map(
      (text) => tableCell(text || noValue, width),
    ),
  );
  const columns: readonly TableColumn[] = [
    { heading: 'level', rank: 0, paint: (text) => paintLevel(chalk, text) },
    { heading: 'first', rank: 3, paint: chalk.dim },
    { heading: 'who', minWidth: 12, rank: 1 },
    { heading: 'what', minWidth: 40, rank: 0 },
    { heading: 'where', rank: 4 },
    { heading: 'events', align: 'right', rank: 2 },
  ];
  const more = report.findings.length - rows.length;
  return [
    ...head,
    ...table({ columns, cells, width, chalk }),
    ...(more > 0 ? [chalk.dim(`(${count(more)} more findings)`)] : []),
  ];
}

function rules({ report, width, chalk }: Page): readonly string[] {
  if (report.rules.length === 0) return [];
  const cells = report.rules.map((row) =>
    [
      row.level,
      row.rule,
      count(row.events),
      count(row.identities),
      timeIn(report, row.first),
      timeIn(report, row.last),
      row.title,
    ].map((text) => tableCell(text, width)),
  );
  const columns: readonly TableColumn[] = [
    { heading: 'level', rank: 0, paint: (text) => paintLevel(chalk, text) },
    { heading: 'rule', rank: 0 },
    { heading: 'events', align: 'right', rank: 1 },
    { heading: 'identities', align: 'right', rank: 4 },
    { heading: 'first', rank: 2, paint: chalk.dim },
    { heading: 'last', rank: 3, paint: chalk.dim },
    { heading: 'title', minWidth: 20, rank: 5 },
  ];
  const [first] = report.rules;
  return [
    ...table({ columns, cells, width, chalk }),
    ...(first ? [`  ${chalk.dim(forTerminal(first.query))}`] : []),
  ];
}

function notes({ report, width, chalk }: Page): readonly string[] {
  return report.notes.flatMap((note) => wrapText(note, width)).map((line) => chalk.dim(line));
}

function table({
  columns,
  cells,
  width,
  chalk,
}: {
  readonly columns: readonly TableColumn[];
  readonly cells: readonly (readonly string[])[];
} & Pick<Page, 'width' | 'chalk'>): readonly string[] {
  const drawn = createTable(columns, cells, width);
  return [
    chalk.bold(drawn.header()),
    ...cells.map((row) => drawn.line(row)),
    ...noRoomFor(drawn.leftOut, width).map((text) => chalk.dim(text)),
  ];
}

function timeIn({ zone }: DetectionReport, instant: string): string {
  return formatTime(Date.parse(instant), zone);
}

/** Colours a level, or another text as the level is coloured. */
function paintLevel(chalk: ChalkInstance, level: string): string {
  return (paints[level as Level] ?? ((_, text) => text))(chalk, level);
}

const paints: Readonly<Record<Level, (chalk: ChalkInstance, text: string) => string>> = {
  critical: (chalk, text) => chalk.red.bold(text),
  high: (chalk, text) => chalk.red(text),
  medium: (chalk, text) => chalk.yellow(text),
  low: (chalk, text) => chalk.cyan(text),
  informational: (chalk, text) => chalk.dim(text),
};
