import type { RuleReport } from '../../detect/rule.ts';
import { problemText } from '../../flags/resolve/rules.ts';
import { counted } from '../../format/text/numbers.ts';

/** The maximum number of problems that are printed. */
const maxNotes = 20;

/**
 * Returns what is wrong with rules, one sentence each: those that are left out, and what is odd
 * about others.
 */
export function ruleNotes(report: RuleReport): readonly string[] {
  const { problems, warnings, otherSources, leftOut } = report;
  const left = problems.map((problem) => `rule left out: ${problemText(problem)}`);
  const odd = warnings.map((warning) => `rule: ${problemText(warning)}`);
  const all = [...left, ...odd];
  return [
    ...all.slice(0, maxNotes),
    ...(all.length > maxNotes ? [`${all.length - maxNotes} more problems of rules`] : []),
    ...(otherSources > 0 ? [`${counted(otherSources, 'rule')} for other logs left out`] : []),
    ...Object.entries(leftOut).map(
      ([status, count]) => `${counted(count, `${status} rule`)} left out`,
    ),
  ];
}
