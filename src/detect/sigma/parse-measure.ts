import { UsageError } from '../../errors.ts';
import { isObject } from '../../event/own-property.ts';
import type { Bound, CorrelationType } from '../rule.ts';
import { type Expression, hasPattern } from './expression.ts';
import { fieldAt } from './field-at.ts';
import { parseExpression } from './parse-expression.ts';
import type { UnlinkedCorrelation } from './parsed-document.ts';
import { listOf } from './read-head.ts';
import { RuleError } from './rule-error.ts';

/** The parts of a correlation that its condition defines. */
type MeasureParts = Pick<UnlinkedCorrelation, 'bounds' | 'field' | 'percentile' | 'expression'>;

/** The path of the condition. */
export const conditionPath = ['correlation', 'condition'];

/**
 * Parses the condition of a correlation: bounds and what they are about, or for the temporal types
 * a condition on rules.
 *
 * Throws RuleError.
 */
export function parseMeasure(type: CorrelationType, condition: unknown): MeasureParts {
  const isTemporal = type === 'temporal' || type === 'temporal_ordered';
  if (condition === undefined || condition === null) {
    if (isTemporal) return { bounds: [] };
    throw new RuleError(conditionPath, `'${type}' needs a condition, such as gte: 10`);
  }
  if (typeof condition === 'string') {
    if (isTemporal) return { bounds: [], expression: parseRuleCondition(condition) };
    throw new RuleError(conditionPath, `'${type}' needs a condition such as gte: 10, not text`);
  }
  if (!isObject(condition)) throw new RuleError(conditionPath, 'the condition must be a map');
  const { field, percentile, ...others } = condition;
  const bounds = Object.entries(others).map(([operator, number]) => toBound(operator, number));
  if (bounds.length === 0)
    throw new RuleError(conditionPath, 'the condition has no bound, such as gte: 10');
  return { bounds, ...parseField(type, field), ...parsePercentile(type, percentile) };
}

function parseRuleCondition(text: string): Expression {
  try {
    const expression = parseExpression(text);
    if (!hasPattern(expression)) return expression;
    throw new UsageError("'of' cannot be used in the condition of a correlation");
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new RuleError(conditionPath, error.message, { cause: error });
  }
}

function toBound(operator: string, value: unknown): Bound {
  const known = operators.find((one) => one === operator);
  if (!known) {
    const expected = `expected ${operators.join(', ')}, field or percentile`;
    throw new RuleError([...conditionPath, operator], `unknown key '${operator}': ${expected}`);
  }
  return { operator: known, number: toNumber(operator, value) };
}

const operators = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'] as const;

function toNumber(key: string, value: unknown): number {
  const isNumeral = typeof value === 'string' && /^[+-]?\d+(?:\.\d+)?$/.test(value);
  const number = isNumeral ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new RuleError([...conditionPath, key], `'${key}' must be a number`);
}

function parseField(type: CorrelationType, value: unknown): Pick<MeasureParts, 'field'> {
  const fields = listOf(value);
  const path = [...conditionPath, 'field'];
  if (!type.startsWith('value_')) {
    if (fields.length === 0) return {};
    throw new RuleError(path, `'${type}' counts events, not the values of a field`);
  }
  const [field, ...others] = fields;
  if (typeof field !== 'string' || field === '') {
    throw new RuleError(conditionPath, `'${type}' needs a 'field' in its condition`);
  }
  if (others.length > 0) throw new RuleError(path, 'several fields are not supported');
  return { field: fieldAt(field, path) };
}

function parsePercentile(type: CorrelationType, value: unknown): Pick<MeasureParts, 'percentile'> {
  if (type !== 'value_percentile') {
    if (value === undefined) return {};
    throw new RuleError(conditionPath, `'${type}' has no 'percentile'`);
  }
  if (value === undefined) throw new RuleError(conditionPath, `'${type}' needs a 'percentile'`);
  const percentile = toNumber('percentile', value);
  if (percentile >= 0 && percentile <= 100) return { percentile };
  throw new RuleError([...conditionPath, 'percentile'], "'percentile' must be from 0 to 100");
}
