import type { Rule } from '../../detect/rule.ts';
import { UsageError } from '../../errors.ts';
import { anyOf, type Condition } from '../../query/condition/condition.ts';
import type { Args } from '../args.ts';
import { splitList } from '../values/split-values.ts';
import { suggest } from '../values/suggest.ts';
import { resolveRules } from './rules.ts';

/**
 * Returns the condition of the events that the named rules match: for a correlation, the events of
 * the rules that it refers to. Throws UsageError for the name of no rule.
 */
export async function resolveFinding(args: Args, typed: readonly string[]): Promise<Condition> {
  const { rules } = await resolveRules(args);
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  const names = typed.flatMap((list) => splitList(list, '--finding'));
  return anyOf(
    names.flatMap((name) => {
      const rule = byName.get(name);
      if (!rule) {
        throw new UsageError(
          `--finding: no rule is named '${name}'${suggest(name, byName.keys())}`,
        );
      }
      return conditionsOf(rule, byName);
    }),
  );
}

function conditionsOf(rule: Rule, byName: ReadonlyMap<string, Rule>): readonly Condition[] {
  if (rule.kind === 'event') return [rule.condition];
  const others = rule.rules.flatMap((name) => byName.get(name) ?? []);
  return others.flatMap((other) => conditionsOf(other, byName));
}
