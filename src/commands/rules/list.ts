import { Chalk } from 'chalk';
import { hasTag } from '../../detect/choose-rules.ts';
import { isAtLeast, levels, type Rule } from '../../detect/rule.ts';
import { UsageError } from '../../errors.ts';
import { lastValueOf } from '../../flags/args.ts';
import { resolveColor } from '../../flags/resolve/color.ts';
import { choose } from '../../flags/values/choose.ts';
import { splitList } from '../../flags/values/split-values.ts';
import { csvRow } from '../../format/table/csv-row.ts';
import { markdownCell, markdownRow } from '../../format/table/markdown-row.ts';
import { createTable, noRoomFor } from '../../format/table/table.ts';
import { tableCell } from '../../format/table/table-cell.ts';
import type { TableColumn } from '../../format/table/table-layout.ts';
import { wrapText } from '../../format/text/fit-text.ts';
import { count, counted } from '../../format/text/numbers.ts';
import { ruleListFormats } from '../../format/text/output-formats.ts';
import { forJson } from '../../format/text/sanitize.ts';
import type { RunCommand } from '../command.ts';
import { loadNoted } from './load-noted.ts';

/** Prints the rules that `detect` would use, those of the highest level first. */
export const list: RunCommand = async (context) => {
  const { args, environment, io } = context;
  const [operand] = args.operands;
  if (operand !== undefined) {
    throw new UsageError(
      `rules list: expected no operand, found '${operand}'; to list the rules in a folder: ` +
        'trailscan rules list --no-default-rules --rules PATH',
    );
  }
  const format = choose(lastValueOf(args, 'output') ?? 'table', ruleListFormats, '--output');
  const least = choose(lastValueOf(args, 'min-level') ?? 'informational', levels, '--min-level');
  const tags = (args.flags.tag ?? [])
    .flatMap((list) => splitList(list, '--tag'))
    .map((tag) => tag.toLowerCase());
  const { rules } = await loadNoted(context);
  const listed = rules
    .filter((rule) => isAtLeast(rule, least))
    .filter((rule) => hasTag(rule, tags))
    .toSorted((a, b) => rankOf(b.level) - rankOf(a.level) || (a.name < b.name ? -1 : 1));
  const options = {
    width: environment.stdout.columns,
    color: resolveColor(lastValueOf(args, 'color'), environment),
  };
  await io.stdout.write(render[format](listed, options));
  return 0;
};

function rankOf(level: Rule['level']): number {
  return levels.indexOf(level);
}

interface TextOptions {
  /** The maximum width of a line in terminal cells; whole lines when undefined. */
  readonly width: number | undefined;
  readonly color: boolean;
}

const render = {
  table: renderTable,
  json: renderJson,
  csv: (rules: readonly Rule[]) => [headings, ...rules.map(cellsOf)].map(csvRow).join(''),
  markdown: renderMarkdown,
} satisfies Record<string, (rules: readonly Rule[], options: TextOptions) => string>;

const headings = ['level', 'name', 'title', 'kind', 'tags', 'file'];

function cellsOf(rule: Rule): readonly string[] {
  const { level, name, title, tags, file } = rule;
  return [level, name, title, kindOf(rule), tags.join(' '), file];
}

/** Rules about first sightings are a kind of their own, as they are only used on request. */
function kindOf(rule: Rule): string {
  return rule.kind === 'event' && rule.firstSeen ? 'first-seen' : rule.kind;
}

function renderTable(rules: readonly Rule[], { width, color }: TextOptions): string {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const columns: readonly TableColumn[] = [
    { heading: 'level', rank: 0 },
    { heading: 'name', minWidth: 20, rank: 0 },
    { heading: 'title', minWidth: 24, rank: 1 },
    { heading: 'kind', rank: 2 },
    { heading: 'tags', minWidth: 12, rank: 3 },
    { heading: 'file', minWidth: 12, rank: 4 },
  ];
  const cells = rules.map((rule) => cellsOf(rule).map((text) => tableCell(text, width)));
  const table = createTable(columns, cells, width);
  const totals = width === undefined ? [totalsOf(rules)] : wrapText(totalsOf(rules), width);
  const lines = [
    ...(rules.length > 0 ? [chalk.bold(table.header())] : []),
    ...cells.map((row) => table.line(row)),
    ...[...totals, ...noRoomFor(table.leftOut, width)].map((text) => chalk.dim(text)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function renderMarkdown(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => markdownRow(cellsOf(rule).map(markdownCell)));
  const head = [markdownRow(headings), markdownRow(headings.map(() => '---'))];
  return [...head, ...rows, `\n${totalsOf(rules)}\n`].join('');
}

function renderJson(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => {
    const { level, name, id = null, title, status = null, tags, file, line } = rule;
    return { level, name, id, title, kind: kindOf(rule), status, tags, file, line };
  });
  return `${forJson(JSON.stringify(rows, null, 2))}\n`;
}

/** Returns the number of rules, in total and of each level: `5 rules: 1 critical, 4 high`. */
function totalsOf(rules: readonly Rule[]): string {
  const parts = levels
    .toReversed()
    .map((level) => [level, rules.filter((rule) => rule.level === level).length] as const)
    .filter(([, number]) => number > 0)
    .map(([level, number]) => `${count(number)} ${level}`);
  return [counted(rules.length, 'rule'), ...(parts.length > 0 ? [parts.join(', ')] : [])].join(
    ': ',
  );
}
