import type { Condition } from '../query/condition/condition.ts';
import type { RuleFinding } from '../query/finding-kinds.ts';
import type { Level, Rule } from './rule.ts';

/** The level and the events of a finding of a summary, from its rule. Plain data. */
interface FindingRule {
  readonly level: Level;
  /** The events that it is about. */
  readonly condition: Condition;
}

/** The rule of each finding of a summary. */
export type FindingRules = Readonly<Record<RuleFinding, FindingRule>>;

/**
 * Returns the conditions of the events that a rule matches: for a correlation, those of the rules
 * that it refers to.
 */
export function conditionsOfRule(
  rule: Rule,
  byName: ReadonlyMap<string, Rule>,
): readonly Condition[] {
  if (rule.kind === 'event') return [rule.condition];
  const others = rule.rules.flatMap((name) => byName.get(name) ?? []);
  return others.flatMap((other) => conditionsOfRule(other, byName));
}
