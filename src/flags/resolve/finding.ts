import { conditionsOfRule } from '../../detect/finding-rules.ts';
import { UsageError } from '../../errors.ts';
import { allOf, anyOf, type Condition, not } from '../../query/condition/condition.ts';
import type { Args } from '../args.ts';
import { splitValues } from '../values/split-values.ts';
import { suggest } from '../values/suggest.ts';
import { resolveRules } from './rules.ts';

/**
 * Returns the condition of the events that any of the named rules matches, and none of those
 * excluded by `!`: for a correlation, the events of the rules that it refers to. Throws UsageError
 * for a name that no rule has.
 */
export async function resolveFinding(args: Args, typed: readonly string[]): Promise<Condition> {
  const { rules } = await resolveRules(args);
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  const conditionsOf = (name: string) => {
    const rule = byName.get(name);
    if (!rule) {
      throw new UsageError(`--finding: no rule is named '${name}'${suggest(name, byName.keys())}`);
    }
    return conditionsOfRule(rule, byName);
  };
  const { any, none } = splitValues(typed, '--finding');
  return allOf([
    ...(any.length > 0 ? [anyOf(any.flatMap(conditionsOf))] : []),
    ...none.flatMap(conditionsOf).map(not),
  ]);
}
