import type { Condition } from '../../query/condition/condition.ts';
import type { CorrelationRule, EventRule, Rule, RuleProblem } from '../rule.ts';
import { checkBounds } from './check-bounds.ts';
import { checkField } from './check-field.ts';
import { checkItem } from './check-item.ts';
import { itemsOf } from './items-of.ts';
import { neverHolds } from './never-holds.ts';

/**
 * Returns what is probably wrong with rules that can be used: fields that no event has, names of
 * events that no service has, values that a field never has, conditions that never hold. Each is a
 * suspicion: AWS adds services and fields.
 */
export function checkRules(rules: readonly Rule[]): readonly RuleProblem[] {
  return rules.flatMap((rule) => {
    const { file, line, title } = rule;
    const reasons = rule.kind === 'event' ? checkEventRule(rule) : checkCorrelation(rule);
    return [...new Set(reasons)].map((reason) => ({ file, line, rule: title, reason }));
  });
}

function checkEventRule({ condition, firstSeen }: EventRule): readonly string[] {
  return [
    ...itemReasons(condition),
    ...fieldReasons(firstSeen?.fields ?? []),
    ...(neverHolds(condition) ? ['the condition never holds: it contradicts itself'] : []),
  ];
}

/** More suspicions about the items of a rule would not be read, and take long to find. */
const maxReasons = 20;

function itemReasons(condition: Condition): readonly string[] {
  const reasons = new Set<string>();
  const checked = new Set<string>();
  for (const item of itemsOf(condition)) {
    const key = JSON.stringify(item);
    if (checked.has(key)) continue;
    checked.add(key);
    for (const reason of checkItem(item)) reasons.add(reason);
    if (reasons.size >= maxReasons) break;
  }
  return [...reasons];
}

function checkCorrelation(rule: CorrelationRule): readonly string[] {
  const aliases = Object.values(rule.aliases).flatMap((fields) => Object.values(fields));
  const grouped = rule.groupBy.filter((name) => !Object.hasOwn(rule.aliases, name));
  const fields = [...grouped, ...aliases, ...(rule.field === undefined ? [] : [rule.field])];
  return [...fieldReasons(fields), ...checkBounds(rule)];
}

function fieldReasons(fields: readonly string[]): readonly string[] {
  return fields.map(checkField).filter((reason) => reason !== undefined);
}
