import type { RuleReport } from '../../detect/rule.ts';
import { problemText } from '../../flags/resolve/rules.ts';
import { counted } from '../../format/text/numbers.ts';
import type { Run } from '../run/follow-run.ts';

/** The maximum number of problems that are printed. */
const maxNotes = 20;

/** Prints what is wrong with rules: those that are left out, and what is odd about others. */
export function noteRules(
  { problems, warnings, otherSources, leftOut }: RuleReport,
  run: Pick<Run, 'note'>,
): void {
  const left = problems.map((problem) => `rule left out: ${problemText(problem)}`);
  const odd = warnings.map((warning) => `rule: ${problemText(warning)}`);
  const all = [...left, ...odd];
  for (const text of all.slice(0, maxNotes)) run.note(text);
  if (all.length > maxNotes) run.note(`${all.length - maxNotes} more problems of rules`);
  if (otherSources > 0) run.note(`${counted(otherSources, 'rule')} for other logs left out`);
  for (const [status, count] of Object.entries(leftOut)) {
    run.note(`${counted(count, `${status} rule`)} left out`);
  }
}
