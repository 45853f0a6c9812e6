import { Chalk } from 'chalk';
import type { Rule } from '../../detect/rule.ts';
import { UsageError } from '../../errors.ts';
import { didYouMean, nearMisses } from '../../event/near-misses.ts';
import { lastValueOf } from '../../flags/args.ts';
import { resolveColor } from '../../flags/resolve/color.ts';
import { givenWords } from '../../flags/resolve/given-words.ts';
import { choose } from '../../flags/values/choose.ts';
import { wrapText } from '../../format/text/fit-text.ts';
import { forJson, forTerminal } from '../../format/text/sanitize.ts';
import type { RunCommand } from '../command.ts';
import { describeRule, type RulePart } from './describe-rule.ts';
import { loadNoted } from './load-noted.ts';

/** Explains rules by their names or IDs. Throws UsageError for a name that no rule has. */
export const show: RunCommand = async (context) => {
  const { args, environment, io } = context;
  if (args.operands.length === 0) {
    throw new UsageError(
      "rules show: expected the name of a rule, such as 'trailscan rules show root-login'; " +
        'trailscan rules list has all names',
    );
  }
  const format = choose(lastValueOf(args, 'output') ?? 'table', ['table', 'json'], '--output');
  const { rules } = await loadNoted(context);
  const shown = [...new Set(args.operands.map((typed) => findRule(typed, rules)))];
  if (format === 'json') {
    await io.stdout.write(`${forJson(JSON.stringify(shown, null, 2))}\n`);
    return 0;
  }
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  const words = givenWords({ ...args, operands: [] }, ['rules', 'no-default-rules', 'placeholder']);
  const options = {
    width: Math.min(environment.stdout.columns ?? maxWidth, maxWidth),
    chalk: new Chalk({ level: resolveColor(lastValueOf(args, 'color'), environment) ? 1 : 0 }),
  };
  const pages = shown.map((rule) =>
    renderPage(rule, describeRule(rule, { byName, words }), options),
  );
  await io.stdout.write(pages.join('\n'));
  return 0;
};

/** The most names that a message suggests. */
const maxMeant = 3;

function findRule(typed: string, rules: readonly Rule[]): Rule {
  const found = rules.find(({ name, id }) => name === typed || id === typed.toLowerCase());
  if (found) return found;
  const names = rules.map(({ name }) => name);
  throw new UsageError(
    `rules show: no rule is named '${typed}'${didYouMean(nearMisses(typed, names, maxMeant))}; ` +
      'trailscan rules list has all names',
  );
}

/** Prose is hard to read in wider lines. */
const maxWidth = 100;

interface PageOptions {
  readonly width: number;
  readonly chalk: InstanceType<typeof Chalk>;
}

/** Texts of rules are hostile, so every line is made harmless before it is wrapped. */
function renderPage(rule: Rule, parts: readonly RulePart[], options: PageOptions): string {
  const { width, chalk } = options;
  const title = wrapText(forTerminal(rule.title), width).map((line) => chalk.bold(line));
  const blocks = parts.map(({ heading, text = [], lines = [], whole = [] }) => {
    const indent = heading === '' ? '' : '  ';
    const room = width - indent.length;
    const all = [
      ...text.flatMap((paragraph) => wrapText(harmless(paragraph), room)),
      ...lines.flatMap((line) => wrapLine(forTerminal(line), room)),
      ...whole.map(forTerminal),
    ];
    return [
      ...(heading === '' ? [] : [chalk.bold(heading)]),
      ...all.map((line) => `${indent}${line}`),
    ];
  });
  return [title, ...blocks].map((block) => `${block.join('\n')}\n`).join('\n');
}

/** Lines are joined, as YAML's `|` keeps their ends. */
function harmless(paragraph: string): string {
  return forTerminal(paragraph.replace(/\s+/g, ' ').trim());
}

/** Wraps a line; those after the first are indented by four more spaces. */
function wrapLine(line: string, width: number): readonly string[] {
  const indent = ' '.repeat(Math.min(line.length - line.trimStart().length, width / 2));
  const [first = '', ...others] = wrapText(line.trimStart(), width - indent.length - 4);
  return [`${indent}${first}`, ...others.map((text) => `${indent}    ${text}`)];
}
