import { Chalk } from 'chalk';
import { tableCell } from '../../../format/table/table-cell.ts';
import { wrapText } from '../../../format/text/fit-text.ts';
import { formatTime } from '../../../format/text/format-time.ts';
import { count } from '../../../format/text/numbers.ts';
import { forTerminal } from '../../../format/text/sanitize.ts';
import type { DetectionReport } from '../detection-report.ts';
import { groupColumns, ruleColumns } from '../report-columns.ts';
import { belowText } from '../verdict.ts';
import { type ColumnRoom, spanTable, type TablePage } from './table-page.ts';
import { verdictLines } from './table-verdict.ts';

/** Options of a report in text form. */
export interface DetectionTextOptions {
  /** The maximum width of a line in terminal cells; 100 when undefined. */
  readonly width: number | undefined;
  readonly color: boolean;
}

/**
 * Renders the report for a terminal or an email: what was found, the worst first, then a table of
 * the rules that matched, or of the values of `--group`. Every line fits the width, except the
 * command lines.
 */
export function* renderDetectionTable(
  report: DetectionReport,
  { width = 100, color }: DetectionTextOptions,
): Generator<string> {
  const timeOf = (instant: string) => formatTime(Date.parse(instant), report.zone);
  const page: TablePage = { report, width, chalk: new Chalk({ level: color ? 1 : 0 }), timeOf };
  const second = report.groups ? groups(page) : rules(page);
  const blocks = [verdictLines(page), second, notes(page)];
  yield blocks
    .filter((block) => block.length > 0)
    .map((block) => block.map((line) => `${line}\n`).join(''))
    .join('\n');
}

/** The room of the columns of rules, in their order. */
const ruleRooms: readonly ColumnRoom[] = [
  { rank: 0 },
  { rank: 0 },
  { rank: 4, minWidth: 32 },
  { rank: 1 },
  { rank: 2 },
  { rank: 3 },
  { rank: 5 },
];

function rules(page: TablePage): readonly string[] {
  const [first] = page.report.rules;
  if (!first) return [];
  return [
    ...spanTable(page.report.rules, ruleColumns, ruleRooms, page),
    `  ${page.chalk.dim(forTerminal(first.query))}`,
  ];
}

/** The room of the columns of groups, in their order. */
const groupRooms: readonly ColumnRoom[] = [
  { rank: 0 },
  { rank: 0, minWidth: 20 },
  { rank: 0 },
  { rank: 1 },
  { rank: 2 },
  { rank: 3 },
];

/** The maximum number of groups in a table; JSON has all. */
const maxGroups = 50;

function groups(page: TablePage): readonly string[] {
  const { groups } = page.report;
  if (!groups || groups.rows.length === 0) return [];
  const more = groups.rows.length - maxGroups;
  const shown = groups.rows.slice(0, maxGroups);
  return [
    ...spanTable(shown, groupColumns(groups.by), groupRooms, page),
    ...(more > 0 ? [page.chalk.dim(`(${count(more)} more: -o json)`)] : []),
  ];
}

function notes({ report, width, chalk }: TablePage): readonly string[] {
  const below = belowText(report);
  const all = [...(below === undefined ? [] : [below]), ...report.notes];
  return all
    .flatMap((note) => wrapText(tableCell(note, width * 3), width))
    .map((line) => chalk.dim(line));
}
