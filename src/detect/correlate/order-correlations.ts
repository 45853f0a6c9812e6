import { ConfigError } from '../../errors.ts';
import type { CorrelationRule, Rule } from '../rule.ts';

/**
 * Returns the correlations such that each comes after those that it refers to. Throws a ConfigError
 * for a reference to a rule that does not exist, for two rules of the same name, and for
 * correlations that refer to each other in a circle.
 */
export function orderCorrelations(rules: readonly Rule[]): readonly CorrelationRule[] {
  const byName = new Map<string, Rule>();
  for (const rule of rules) {
    if (byName.has(rule.name)) fail(rule, 'another rule has the same name');
    byName.set(rule.name, rule);
  }
  const ordered = new Set<CorrelationRule>();
  /** The correlations that are being visited, from the first to the one that refers to the next. */
  const path: CorrelationRule[] = [];
  for (const rule of rules) visit(rule);
  return [...ordered];

  function visit(rule: Rule): void {
    if (rule.kind === 'event' || ordered.has(rule)) return;
    const begin = path.indexOf(rule);
    if (begin !== -1) {
      const circle = [...path.slice(begin), rule].map(({ name }) => name).join(' → ');
      fail(rule, `correlations refer to each other in a circle: ${circle}`);
    }
    path.push(rule);
    for (const name of rule.rules) {
      const referred = byName.get(name);
      if (!referred) fail(rule, `there is no rule named ${name}`);
      visit(referred);
    }
    path.pop();
    ordered.add(rule);
  }
}

/** Throws a ConfigError about a rule. */
export function fail(rule: Rule, problem: string): never {
  throw new ConfigError(`${placeOf(rule)}: ${problem}`);
}

/** Returns the place and the name of a rule, with which messages about it begin. */
export function placeOf({ file, line, name }: Rule): string {
  return `${file}:${line}: rule ${name}`;
}
