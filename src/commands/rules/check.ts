import { checkFiles } from '../../detect/check/check-files.ts';
import { parseRuleFiles } from '../../detect/load-rules.ts';
import type { RuleProblem, RuleReport } from '../../detect/rule.ts';
import { UsageError } from '../../errors.ts';
import { type Args, isOn, lastValueOf } from '../../flags/args.ts';
import { problemText, resolveRuleFiles } from '../../flags/resolve/rules.ts';
import { choose } from '../../flags/values/choose.ts';
import { count, counted } from '../../format/text/numbers.ts';
import { forJson, forTerminal } from '../../format/text/sanitize.ts';
import type { RunCommand } from '../command.ts';

/**
 * Prints what is wrong or odd in rule files, and what became of their documents. The exit code is 1
 * when a rule is broken, with `--strict-rules` also when there is a warning.
 *
 * Throws UsageError when there is nothing to check.
 */
export const check: RunCommand = async ({ args, io, signal }) => {
  const format = choose(lastValueOf(args, 'output') ?? 'table', ['table', 'json'], '--output');
  const report = await reportOn(args, signal);
  await io.stdout.write(format === 'json' ? jsonOf(report) : textOf(report));
  const isFailure =
    report.problems.length > 0 || (isOn(args, 'strict-rules') && report.warnings.length > 0);
  return isFailure ? 1 : 0;
};

async function reportOn(args: Args, signal: AbortSignal): Promise<RuleReport> {
  const { paths, before, placeholders } = await resolveRuleFiles(args);
  const named = [...args.operands, ...paths];
  if (named.includes('')) throw new UsageError('rules check: expected a path, found nothing');
  const report =
    named.length === 0
      ? checkFiles(before, [])
      : checkFiles(await parseRuleFiles(named, { placeholders, signal }), before);
  if (report.documents > 0) return report;
  const where = named.length === 0 ? '' : ` in ${named.join(', ')}`;
  throw new UsageError(`rules check: there are no rules${where}: expected files such as RULE.yml`);
}

function jsonOf(report: RuleReport): string {
  return `${forJson(JSON.stringify({ kind: 'trailscan-rule-check', version: 1, ...report }, null, 2))}\n`;
}

function textOf(report: RuleReport): string {
  const { problems, warnings } = report;
  const lines = [
    ...problems.map((problem) => lineOf(problem, '')),
    ...warnings.map((problem) => lineOf(problem, 'warning: ')),
    totalsOf(report),
  ];
  return lines.map((line) => `${forTerminal(line)}\n`).join('');
}

function lineOf(problem: RuleProblem, label: string): string {
  return problemText({ ...problem, reason: `${label}${problem.reason}` });
}

/** Returns the counts, whose sum is the number of documents. */
function totalsOf(report: RuleReport): string {
  const { files, documents, loaded, filters, otherSources, leftOut, problems, warnings } = report;
  const parts = [
    `${count(loaded)} loaded`,
    ...(filters > 0 ? [counted(filters, 'filter')] : []),
    ...(otherSources > 0 ? [`${count(otherSources)} for other logs`] : []),
    ...Object.entries(leftOut).map(([status, left]) => `${count(left)} left out (${status})`),
    `${count(problems.length)} broken`,
  ];
  const found = `${counted(documents, 'document')} in ${counted(files, 'file')}`;
  return `${found}: ${parts.join(', ')}; ${counted(warnings.length, 'warning')}`;
}
