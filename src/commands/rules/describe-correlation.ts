import type { Bound, CorrelationRule, RuleExpression } from '../../detect/rule.ts';
import { spanOf } from './span-of.ts';

/** Returns the lines that describe what a correlation finds: its rules, groups, time and bounds. */
export function describeCorrelation(rule: CorrelationRule): readonly string[] {
  const { type, rules, groupBy, aliases, timespan, field, percentile, bounds, expression } = rule;
  const measured = percentile === undefined ? '' : `, percentile ${percentile}`;
  const facts = [
    ['type', type],
    ['rules', rules.join(', ')],
    ['for each', groupBy.join(', ')],
    ['within', spanOf(timespan)],
    ['of', field === undefined ? '' : `${field}${measured}`],
    ['when', whenOf(type, bounds, expression)],
    ['also', rule.generate ? 'matches of its rules are reported, too' : ''],
  ] as const;
  const names = Object.entries(aliases).flatMap(([alias, byRule]) =>
    Object.entries(byRule).map(([name, own]) => `${alias} is ${own} in ${name}`),
  );
  return [
    ...facts
      .filter(([, value]) => value !== '')
      .map(([label, value]) => `${`${label}:`.padEnd(10)}${value}`),
    ...names,
  ];
}

function whenOf(
  type: CorrelationRule['type'],
  bounds: readonly Bound[],
  expression: RuleExpression | undefined,
): string {
  const limits = bounds.map(({ operator, number }) => `${operators[operator]} ${number}`);
  if (expression) return [printExpression(expression), ...limits].join(' and ');
  if (limits.length > 0) return `${measures[type]} ${limits.join(' and ')}`;
  return type === 'temporal_ordered'
    ? 'all of its rules match, in this order'
    : 'all of its rules match';
}

const operators = { gt: '>', gte: '>=', lt: '<', lte: '<=', eq: '=', neq: '!=' } as const;

const measures = {
  event_count: 'the number of events is',
  value_count: 'the number of different values is',
  temporal: 'the number of rules that match is',
  temporal_ordered: 'the number of rules that match in this order is',
  value_sum: 'the sum of the values is',
  value_avg: 'the average of the values is',
  value_percentile: 'the percentile of the values is',
  value_median: 'the median of the values is',
} as const;

function printExpression(expression: RuleExpression): string {
  switch (expression.kind) {
    case 'rule':
      return expression.rule;
    case 'not':
      return `not ${printOperand(expression.operand)}`;
    case 'all':
    case 'any':
      return expression.operands
        .map(printOperand)
        .join(expression.kind === 'all' ? ' and ' : ' or ');
    default:
      return expression satisfies never;
  }
}

function printOperand(expression: RuleExpression): string {
  const isPlain = expression.kind === 'rule' || expression.kind === 'not';
  return isPlain ? printExpression(expression) : `(${printExpression(expression)})`;
}
