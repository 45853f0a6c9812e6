import { createTable } from '../../../format/table/table.ts';
import { noValue, tableCell } from '../../../format/table/table-cell.ts';
import {
  columnGap,
  naturalWidths,
  type TableColumn,
  totalWidth,
} from '../../../format/table/table-layout.ts';
import { widthOf, wrapText } from '../../../format/text/fit-text.ts';
import { count } from '../../../format/text/numbers.ts';
import type { FindingRow } from '../detection-report.ts';
import { shortTimes } from '../short-times.ts';
import { busiestText, maxVerdict, verdictText } from '../verdict.ts';
import { paintLevel } from './level-paint.ts';
import type { TablePage } from './table-page.ts';

/** Returns the lines that say what was found: at most ten findings, the worst first. */
export function verdictLines(page: TablePage): readonly string[] {
  const { report, width, chalk } = page;
  const rows = report.findings.slice(0, maxVerdict);
  const facts = [busiestText(report), commonText(rows, page)].filter((text) => text !== undefined);
  const head = [
    ...wrapText(verdictText(report), width).map((line) => chalk.bold(line)),
    ...wrapText(tableCell(facts.join(' '), width * 3), width),
  ].filter((line) => line !== '');
  if (rows.length === 0) return head;
  const { lines, leftOut } = findingLines(rows, page);
  const more = report.findings.length - rows.length;
  const notes = [
    ...(more > 0 ? [`${count(more)} more finding${more === 1 ? '' : 's'}: -o json`] : []),
    ...leftOut.map((name) => `no room for: ${name}`),
  ];
  return [...head, ...lines, ...(notes.length > 0 ? [chalk.dim(`(${notes.join('; ')})`)] : [])];
}

/** Returns what all findings that are shown have in common: the day, the account, the region. */
function commonText(rows: readonly FindingRow[], { report, timeOf }: TablePage) {
  const { common } = shortTimes(
    rows.map(({ first }) => first),
    timeOf,
  );
  const account = onlyOf(rows.map((row) => row.account));
  const region = onlyOf(rows.map((row) => row.region));
  const parts = [
    ...(common === '' ? [] : [common.length === 4 ? `in ${common}` : common]),
    ...(account ? [`account ${account}`] : []),
    ...(region ? [region] : []),
    `times in ${report.zone}`,
  ];
  return rows.length === 0
    ? undefined
    : `${rows.length === 1 ? 'This' : 'These'}: ${parts.join(', ')}.`;
}

/** Returns the only value that is not empty; undefined when there are several. */
function onlyOf(values: readonly string[]): string | undefined {
  const distinct = new Set(values.filter((value) => value !== ''));
  return distinct.size === 1 ? [...distinct][0] : undefined;
}

interface DrawnFindings {
  readonly lines: readonly string[];
  /** The headings of columns that do not fit. */
  readonly leftOut: readonly string[];
}

/** The least width in which what happened is readable. */
const minWhat = 64;

function findingLines(rows: readonly FindingRow[], page: TablePage): DrawnFindings {
  const whole = drawFindings(rows, page, true);
  return whole ?? drawFindings(rows, page, false) ?? { lines: [], leftOut: [] };
}

/** Draws the findings; undefined when the column `where` does not fit. */
function drawFindings(
  rows: readonly FindingRow[],
  { width, chalk, timeOf }: TablePage,
  hasWhere: boolean,
): DrawnFindings | undefined {
  const short = shortTimes(
    rows.map(({ first }) => first),
    timeOf,
  );
  const account = onlyOf(rows.map((row) => row.account));
  const region = onlyOf(rows.map((row) => row.region));
  const whereOf = (row: FindingRow) =>
    [account ? '' : row.account, region ? '' : row.region, row.address].filter(Boolean).join(' ');
  const who = Math.max(12, Math.floor(width / 5));
  const cells = rows.map((row) => [
    row.level,
    short.timeOf(row.first),
    tableCell(row.who || noValue, who),
    count(row.events),
    ...(hasWhere ? [tableCell(whereOf(row) || noValue, 36)] : []),
  ]);
  const columns: readonly TableColumn[] = [
    { heading: 'level', paint: (text) => paintLevel(chalk, text) },
    { heading: 'first', paint: chalk.dim },
    { heading: 'who' },
    { heading: 'events', align: 'right' },
    ...(hasWhere ? [{ heading: 'where' }] : []),
  ];
  const rest = width - totalWidth(naturalWidths(columns, cells)) - columnGap;
  const longest = Math.max(...rows.map(({ what }) => widthOf(tableCell(what, width))));
  if (hasWhere && rest < Math.min(minWhat, longest)) return undefined;
  const whats = rows.map(({ what }) => wrapped(what, Math.max(rest, 20)));
  const table = createTable(
    [...columns, { heading: 'what' }],
    cells.map((row, at) => [...row, whats[at]?.[0] ?? '']),
  );
  return {
    lines: [chalk.bold(table.header()), ...tableLines(cells, whats, table)],
    leftOut: hasWhere || rows.every((row) => whereOf(row) === '') ? [] : ['where'],
  };
}

/** Returns the lines of the findings: one or two for each. */
function tableLines(
  cells: readonly (readonly string[])[],
  whats: readonly (readonly string[])[],
  table: ReturnType<typeof createTable>,
): readonly string[] {
  const lines: string[] = [];
  for (const [at, row] of cells.entries()) {
    const [first = '', ...others] = whats[at] ?? [];
    const blank = row.map(() => '');
    lines.push(table.line([...row, first]), ...others.map((line) => table.line([...blank, line])));
  }
  return lines;
}

/** Wraps a text into at most two lines; what does not fit is replaced by `…`. */
function wrapped(text: string, width: number): readonly string[] {
  const [first = '', second, ...others] = wrapText(tableCell(text, width * 2), width);
  if (second === undefined) return [first];
  return [first, others.length > 0 ? `${tableCell(second, width - 1)}…` : second];
}
