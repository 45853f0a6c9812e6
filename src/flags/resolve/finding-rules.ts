import { conditionsOfRule, type FindingRules } from '../../detect/finding-rules.ts';
import { UsageError } from '../../errors.ts';
import { anyOf } from '../../query/condition/condition.ts';
import { ruleFindings } from '../../query/finding-kinds.ts';
import type { Args } from '../args.ts';
import { problemText, resolveRules } from './rules.ts';

/**
 * Returns the rules of a summary's findings: those of the pack, or those of `--rules` with the same
 * names. Throws UsageError for a broken rule: it would be replaced by that of the pack, unnoticed.
 */
export async function resolveFindingRules(args: Args): Promise<FindingRules> {
  const { rules, report } = await resolveRules(args);
  const [problem] = report.problems;
  if (problem) throw new UsageError(`--rules: ${problemText(problem)}`);
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  const entries = ruleFindings.map((name) => {
    const rule = byName.get(name);
    if (!rule)
      throw new UsageError(`--rules: no rule is named '${name}', a finding of the summary`);
    return [name, { level: rule.level, condition: anyOf(conditionsOfRule(rule, byName)) }] as const;
  });
  return Object.fromEntries(entries) as FindingRules;
}
