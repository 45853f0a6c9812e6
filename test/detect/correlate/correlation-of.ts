import { createCorrelator } from '../../../src/detect/correlate/create-correlator.ts';
import type { Finding } from '../../../src/detect/correlate/finding.ts';
import type { Match } from '../../../src/detect/correlate/match.ts';
import type {
  Bound,
  CorrelationRule,
  EventRule,
  Rule,
  RuleExpression,
} from '../../../src/detect/rule.ts';
import { renamed } from '../../../src/detect/sigma/link-correlations.ts';
import { parseExpression } from '../../../src/detect/sigma/parse-expression.ts';
import type { CloudTrailEvent } from '../../../src/event/event.ts';

/** The timespan of the correlations in these tests, in milliseconds. */
export const minute = 60_000;

const head = {
  level: 'medium',
  tags: [],
  falsePositives: [],
  references: [],
  fields: [],
  file: 'rules.yml',
  line: 3,
} as const;

/** Returns an event rule; what it matches does not matter here. */
export function eventRule(name: string, parts: Partial<EventRule> = {}): EventRule {
  const condition = { kind: 'all', conditions: [] } as const;
  return { ...head, kind: 'event', name, title: name, condition, ...parts };
}

/** Returns a correlation of the rule `a` within a minute, without groups. */
export function correlation(parts: Partial<CorrelationRule>): CorrelationRule {
  return {
    ...head,
    kind: 'correlation',
    name: 'several',
    title: 'Several',
    type: 'event_count',
    rules: ['a'],
    groupBy: [],
    aliases: {},
    timespan: minute,
    bounds: [],
    generate: false,
    ...parts,
  };
}

/** Returns a bound such as `gte 3`. */
export function bound(text: string): Bound {
  const [operator, number] = text.split(' ');
  return { operator: operator as Bound['operator'], number: Number(number) };
}

let matches = 0;

/** Returns a match of `rules`, separated by spaces, at a time in seconds. */
export function match(
  seconds: number,
  rules = 'a',
  event: CloudTrailEvent = {},
  id = `event-${++matches}`,
): Match {
  return { time: seconds * 1000, rules: rules.split(' '), event, id };
}

/** Returns the event rules that correlations refer to, and the correlations. */
export function ruleSet(...correlations: readonly CorrelationRule[]): readonly Rule[] {
  const names = new Set(correlations.map(({ name }) => name));
  const referred = new Set(correlations.flatMap(({ rules }) => rules));
  return [
    ...[...referred].filter((name) => !names.has(name)).map((name) => eventRule(name)),
    ...correlations,
  ];
}

/** Returns all findings of correlations, in the order in which they were first satisfied. */
export function correlate(
  correlations: CorrelationRule | readonly CorrelationRule[],
  found: readonly Match[],
): readonly Finding[] {
  const correlator = createCorrelator(ruleSet(...[correlations].flat()));
  const findings = [...found.flatMap((one) => correlator.add(one)), ...correlator.end()];
  return findings.sort((a, b) => a.id - b.id);
}

/** Returns the expression of a temporal correlation. */
export function expressionOf(text: string): RuleExpression {
  return renamed(parseExpression(text), String);
}
