import { isWithin } from '../is-within.ts';
import type { Bound, CorrelationRule, RuleExpression } from '../rule.ts';
import { compileExpression } from './compile-expression.ts';
import type { Measure } from './measures/measure.ts';
import { fail } from './order-correlations.ts';

/** The condition of a correlation, compiled. */
export interface CorrelationCondition {
  /** Returns whether a window with `count` events from `begin` on satisfies it. */
  holds(measure: Measure, begin: number, count: number): boolean;
  /**
   * Whether it asks for few events: it would hold for none at all. The first event of every group
   * would satisfy it, so it is judged over all of the data.
   */
  readonly asksForFew: boolean;
  /** The greatest measured number for which it can hold; infinite without an upper bound. */
  readonly most: number;
}

/**
 * Compiles the condition of a correlation. Without bounds and expression, all rules of a temporal
 * correlation must match. Throws a ConfigError for a condition that does not fit the type.
 */
export function compileCorrelationCondition(rule: CorrelationRule): CorrelationCondition {
  checkParts(rule);
  if (rule.expression !== undefined) return conditionOf(rule, rule.expression);
  const bounds: readonly Bound[] =
    rule.bounds.length > 0 ? rule.bounds : [{ operator: 'gte', number: rule.rules.length }];
  const isWithinAll = (measured: number) => bounds.every((bound) => isWithin(measured, bound));
  const asksForFew = countsFromZero(rule) && isWithinAll(0);
  if (asksForFew && rule.type === 'temporal_ordered') {
    fail(rule, 'temporal_ordered needs a condition that asks for at least one rule');
  }
  return {
    holds: (measure, begin, count) => isWithinAll(measure.measure(begin, count)),
    asksForFew,
    most: Math.min(...bounds.map(greatestOf)),
  };
}

/** Throws a ConfigError if the correlation lacks a part that its type needs. */
function checkParts(rule: CorrelationRule): void {
  const { type, rules, timespan, bounds, field, percentile, expression } = rule;
  const isTemporal = type === 'temporal' || type === 'temporal_ordered';
  if (!(timespan > 0)) fail(rule, 'the timespan is not a positive number');
  if (rules.length === 0) fail(rule, 'it refers to no rules');
  if (isTemporal && new Set(rules).size < rules.length) fail(rule, 'it lists a rule twice');
  if (bounds.length === 0 && expression === undefined && !isTemporal)
    fail(rule, `${type} needs a condition`);
  if (type.startsWith('value_') && field === undefined) fail(rule, `${type} needs a field`);
  if (
    type === 'value_percentile' &&
    !(percentile !== undefined && percentile >= 0 && percentile <= 100)
  ) {
    fail(rule, 'value_percentile needs a percentile from 0 to 100');
  }
}

function conditionOf(rule: CorrelationRule, tree: RuleExpression): CorrelationCondition {
  if (rule.type !== 'temporal') fail(rule, `${rule.type} cannot have an expression as condition`);
  if (rule.bounds.length > 0) fail(rule, 'the condition is both an expression and a comparison');
  const expression = compileExpression(tree, rule.rules, (reason) => fail(rule, reason));
  return {
    holds: (measure, begin) => expression((position) => measure.isMet?.(position, begin) ?? false),
    asksForFew: false,
    most: Number.POSITIVE_INFINITY,
  };
}

/** An average or a percentile of no values does not exist; all else is 0 without events. */
function countsFromZero({ type }: CorrelationRule): boolean {
  return type !== 'value_avg' && type !== 'value_percentile' && type !== 'value_median';
}

function greatestOf({ operator, number }: Bound): number {
  return operator === 'lt' || operator === 'lte' || operator === 'eq'
    ? number
    : Number.POSITIVE_INFINITY;
}
