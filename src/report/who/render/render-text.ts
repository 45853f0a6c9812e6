/** The report as an indented tree for a terminal. */
import { Chalk, type ChalkInstance } from 'chalk';
import { endsOf, widthOf, wrapText } from '../../../format/text/fit-text.ts';
import { formatTime } from '../../../format/text/format-time.ts';
import { count, counted } from '../../../format/text/numbers.ts';
import { forTerminal } from '../../../format/text/sanitize.ts';
import { rowsOf, sessionsOf, type WhoRow } from '../session-rows.ts';
import { onlyAccount, type TimeText, verdictOf } from '../verdict.ts';
import type { SameAddress, WhoReport, WhoSession } from '../who-report.ts';
import { createShortClock } from './short-clock.ts';
import { type FactOptions, factsOf, unusedFacts } from './text-facts.ts';

/** Options of a report in text form. */
export interface WhoTextOptions {
  /** The terminal's width in cells; undefined when the output is not a terminal. */
  readonly width: number | undefined;
  readonly color: boolean;
  readonly zone: string;
}

interface Page extends FactOptions {
  readonly chalk: ChalkInstance;
  readonly width: number;
  /** What is drawn below each row, in front of the lines of the rows below it. */
  readonly guides: string[];
}

/** Renders the report. Lines fit the width, or 60 cells in a narrower terminal. */
export function* renderWhoText(
  report: WhoReport,
  { width, color, zone }: WhoTextOptions,
): Generator<string> {
  const timeOf: TimeText = (iso) => (iso === null ? '' : formatTime(Date.parse(iso), zone));
  const page: Page = {
    chalk: new Chalk({ level: color ? 1 : 0 }),
    width: Math.max(width ?? defaultWidth, minWidth),
    timeOf,
    guides: [],
    account: onlyAccount(sessionsOf(report)),
  };
  const { rows } = rowsOf(report);
  yield* written(drawVerdict(report, page));
  for (const [at, row] of rows.entries()) {
    if (row.depth === 0) yield '\n';
    yield* written(drawRow(row, rows, at, page));
  }
  if (report.leftOut > 0) yield `\n… and ${counted(report.leftOut, 'more tree')}\n`;
  yield* written(drawSameAddress(report.sameAddress, page));
  yield '\n';
  const coverage = wrapped(`${report.coverage.text} Times in ${zone}.`, page.width);
  yield* written(coverage.map((line) => page.chalk.dim(line)));
}

const defaultWidth = 100;
const minWidth = 60;
/** Sessions below this depth are not indented further, so that there is room for their facts. */
const maxIndented = 8;
const longestText = 1000;

function written(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `${line}\n`);
}

/** Events may hold anything, of any length. */
function wrapped(text: string, width: number): readonly string[] {
  return wrapText(endsOf(forTerminal(endsOf(text, longestText)), longestText), width);
}

function drawVerdict(report: WhoReport, { chalk, width, timeOf }: Page): readonly string[] {
  const { who, sessions, facts } = verdictOf(report, timeOf);
  return [
    ...wrapped(who, width).map((line) => chalk.bold(line)),
    ...wrapped(sessions, width),
    ...wrapped(facts.join(' '), width).filter((line) => line !== ''),
  ];
}

/** Draws a row: its heading, and below it its facts, with the lines of the tree before them. */
function drawRow(row: WhoRow, rows: readonly WhoRow[], at: number, page: Page): readonly string[] {
  const { depth, parent, isLast } = row;
  const above = parent === undefined ? '' : (page.guides[parent] ?? '');
  const isIndented = depth > 0 && depth <= maxIndented;
  const corner = depth === 0 ? '' : isIndented ? (isLast ? '└─ ' : '├─ ') : '';
  const guide = isIndented ? above + (isLast ? '   ' : '│  ') : above;
  const start = isIndented ? above + corner : above;
  page.guides[at] = guide;
  const hasBelow = rows[at + 1]?.parent === at;
  const belowCap = depth < maxIndented;
  const bar = guide + (hasBelow && belowCap ? '│  ' : '   ');
  const level = depth > maxIndented ? `(level ${count(depth + 1)}) ` : '';
  const room = page.width - widthOf(bar);
  const [first = '', ...rest] = headingOf(row, level, page, room);
  return [
    `${start}${first}`,
    ...rest.map((line) => `${bar}${line}`),
    ...factLines(row, rows, { ...page, width: room }).map((line) => `${bar}${line}`.trimEnd()),
  ];
}

function headingOf(row: WhoRow, level: string, page: Page, room: number): readonly string[] {
  switch (row.kind) {
    case 'others':
      return wrapped(`… ${counted(row.count, 'other session')} made from it`, room);
    case 'unused':
      return wrapped(`${level}${unusedFacts(row.sessions).heading}`, room);
    case 'session':
      return sessionHeading(row.session, level, page, room);
  }
}

/** The name, and on the same line if there is room, the kind, the handle and the account. */
function sessionHeading(
  { name, kind, handle, isSought, account }: WhoSession,
  level: string,
  { chalk, account: common }: Page,
  room: number,
): readonly string[] {
  const paint = isSought ? chalk.bold.yellow : chalk.bold;
  const names = wrapped(`${level}${name}`, room);
  const more = [
    kind,
    ...(handle && handle !== name && kind !== 'password' ? [handle] : []),
    ...(account && account !== common ? [`account ${account}`] : []),
    ...(isSought ? ['←\u00a0asked\u00a0for'] : []),
  ].join('  ');
  const after = `  ${forTerminal(endsOf(more, longestText))}`;
  const last = names.at(-1) ?? '';
  if (widthOf(last) + widthOf(after) <= room) {
    const lines = [...names.slice(0, -1).map((line) => paint(line)), `${paint(last)}${after}`];
    return lines.map(withSpaces);
  }
  return [...names.map((line) => paint(line)), ...wrapped(more, room)].map(withSpaces);
}

/** Words that must not be parted were joined by spaces that do not break. */
function withSpaces(line: string): string {
  return line.replaceAll('\u00a0', ' ');
}

/** The facts of a row, each on lines of its own: a label, then what is known. */
function factLines(row: WhoRow, rows: readonly WhoRow[], page: Page): readonly string[] {
  if (row.kind === 'others') return [];
  const above = row.parent === undefined ? undefined : rows[row.parent];
  const parent = above?.kind === 'session' ? above.session : undefined;
  const facts =
    row.kind === 'unused'
      ? unusedFacts(row.sessions, page).facts
      : factsOf(row.session, parent, page);
  return facts.flatMap(({ label, text, indent = 0 }) => {
    const [first = '', ...rest] = wrapped(text, page.width - labelWidth);
    const others = wrapped(rest.join(' '), page.width - labelWidth - indent).filter(Boolean);
    return [
      `${page.chalk.dim(label.padEnd(labelWidth))}${first}`,
      ...others.map((line) => `${' '.repeat(labelWidth + indent)}${line}`),
    ];
  });
}

const labelWidth = 'began'.length + 2;

function drawSameAddress(others: readonly SameAddress[], page: Page): readonly string[] {
  if (others.length === 0) return [];
  return [
    '',
    page.chalk.bold('Others at the same addresses, not known to be the same'),
    ...others.flatMap(({ address, name, kind, handle, events, first, last, person }) => {
      const who = person === null || person === name ? '' : ` (${person})`;
      const span = createShortClock(page.timeOf).span(first, last);
      const text = `${address}  ${name}${who}  ${kind} ${handle}  ${span}  ${counted(events, 'event')}`;
      return wrapped(text, page.width - 4).map((line, at) => `${at === 0 ? '  ' : '    '}${line}`);
    }),
  ];
}
