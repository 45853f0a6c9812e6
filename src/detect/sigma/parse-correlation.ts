import * as z from 'zod';
import { UsageError } from '../../errors.ts';
import { nearMisses } from '../../event/near-misses.ts';
import { isObject } from '../../event/own-property.ts';
import { fieldNameOf } from '../../filter/items/item-name.ts';
import { type Bound, type CorrelationType, correlationTypes } from '../rule.ts';
import { type Expression, hasPattern, namesIn } from './expression.ts';
import { parseExpression } from './parse-expression.ts';
import type { UnlinkedCorrelation } from './parsed-document.ts';
import { errorOf, listOf } from './read-head.ts';
import { RuleError } from './rule-error.ts';
import { parseTimespan } from './timespan.ts';

type Correlation = Pick<
  UnlinkedCorrelation,
  | 'type'
  | 'rules'
  | 'groupBy'
  | 'aliases'
  | 'timespan'
  | 'bounds'
  | 'field'
  | 'percentile'
  | 'expression'
  | 'generate'
>;

/**
 * Parses the correlation of a document (Sigma correlation rules specification 2.1, and pySigma's
 * types and units). `generate` may also be beside it.
 *
 * Throws RuleError.
 */
export function parseCorrelation(document: Readonly<Record<string, unknown>>): Correlation {
  const result = correlationSchema.safeParse(document['correlation']);
  if (!result.success) throw errorUnderneath(result.error);
  const { type, rules, timespan, aliases, condition, generate } = result.data;
  const measure = parseMeasure(type, condition);
  const { expression } = measure;
  checkRules(type, rules, expression);
  return {
    type,
    rules: rules.length === 0 && expression ? [...new Set(namesIn(expression))] : rules,
    groupBy: result.data['group-by'].map((name) =>
      Object.hasOwn(aliases, name) ? name : fieldAt(name, ['correlation', 'group-by']),
    ),
    aliases,
    timespan,
    ...measure,
    generate: generate ?? document['generate'] === true,
  };
}

const names = z
  .unknown()
  .optional()
  .transform((value, context) => {
    const list = listOf(value);
    if (list.every((name) => typeof name === 'string' && name !== '')) return list.map(String);
    context.addIssue({ code: 'custom', message: 'expected a list of names' });
    return z.NEVER;
  });

const correlationSchema = z.strictObject(
  {
    type: z
      .unknown()
      .optional()
      .transform((value, context): CorrelationType => {
        const type = correlationTypes.find((one) => one === String(value).toLowerCase());
        if (type) return type;
        const found = value === undefined ? 'there is no type' : `the type '${String(value)}'`;
        const message = `${found}: expected one of ${correlationTypes.join(', ')}`;
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      }),
    rules: names,
    'group-by': names,
    timespan: z
      .unknown()
      .optional()
      .transform((value, context) => {
        try {
          if (value === undefined) throw new UsageError("there is no 'timespan'");
          return parseTimespan(value);
        } catch (error) {
          if (!(error instanceof UsageError)) throw error;
          context.addIssue({ code: 'custom', message: error.message });
          return z.NEVER;
        }
      }),
    aliases: z
      .record(z.string(), z.record(z.string(), z.string()), {
        error: "'aliases' must be a map of maps: for each alias, the field in each rule",
      })
      .nullish()
      .transform((aliases) => toFields(aliases ?? {})),
    condition: z.unknown().optional(),
    generate: z.boolean({ error: "'generate' must be true or false" }).nullish(),
  },
  {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return "'correlation' must be a map";
      const [key = ''] = issue.keys;
      const [meant] = nearMisses(key, correlationKeys, 1);
      return `unknown key '${key}'${meant === undefined ? '' : ` (did you mean '${meant}'?)`}`;
    },
  },
);

const correlationKeys: readonly string[] = Object.keys(correlationSchema.shape);

function toFields(
  aliases: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Correlation['aliases'] {
  return Object.fromEntries(
    Object.entries(aliases).map(([alias, fields]) => [
      alias,
      Object.fromEntries(
        Object.entries(fields).map(([rule, name]) => [
          rule,
          fieldAt(name, ['correlation', 'aliases', alias]),
        ]),
      ),
    ]),
  );
}

/** Returns zod's first issue as one inside of `correlation`. */
function errorUnderneath(error: z.ZodError): RuleError {
  const { path, message } = errorOf(error);
  return new RuleError(['correlation', ...path], labelled(path, message));
}

function labelled([key]: readonly (string | number)[], message: string): string {
  return key === undefined || message.includes(String(key)) ? message : `'${key}': ${message}`;
}

function fieldAt(name: string, path: readonly string[]): string {
  try {
    return fieldNameOf(name);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new RuleError(path, error.message, { cause: error });
  }
}

type Measure = Pick<Correlation, 'bounds' | 'field' | 'percentile' | 'expression'>;

const place = ['correlation', 'condition'];

function parseMeasure(type: CorrelationType, condition: unknown): Measure {
  const isTemporal = type === 'temporal' || type === 'temporal_ordered';
  if (condition === undefined || condition === null) {
    if (isTemporal) return { bounds: [] };
    throw new RuleError(place, `'${type}' needs a condition, such as gte: 10`);
  }
  if (typeof condition === 'string') {
    if (isTemporal) return { bounds: [], expression: parseRuleCondition(condition) };
    throw new RuleError(place, `'${type}' needs a condition such as gte: 10, not text`);
  }
  if (!isObject(condition)) throw new RuleError(place, 'the condition must be a map');
  const { field, percentile, ...others } = condition;
  const bounds = Object.entries(others).map(([operator, number]) => toBound(operator, number));
  if (bounds.length === 0)
    throw new RuleError(place, 'the condition has no bound, such as gte: 10');
  return { bounds, ...parseField(type, field), ...parsePercentile(type, percentile) };
}

function parseRuleCondition(text: string): Expression {
  try {
    const expression = parseExpression(text);
    if (!hasPattern(expression)) return expression;
    throw new UsageError("'of' cannot be used in the condition of a correlation");
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new RuleError(place, error.message, { cause: error });
  }
}

function toBound(operator: string, value: unknown): Bound {
  const known = operators.find((one) => one === operator);
  if (!known) {
    const expected = `expected ${operators.join(', ')}, field or percentile`;
    throw new RuleError([...place, operator], `unknown key '${operator}': ${expected}`);
  }
  return { operator: known, number: toNumber(operator, value) };
}

const operators = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'] as const;

function toNumber(key: string, value: unknown): number {
  const isNumeral = typeof value === 'string' && /^[+-]?\d+(?:\.\d+)?$/.test(value);
  const number = isNumeral ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new RuleError([...place, key], `'${key}' must be a number`);
}

function parseField(type: CorrelationType, value: unknown): Pick<Measure, 'field'> {
  const fields = listOf(value);
  const path = [...place, 'field'];
  if (!type.startsWith('value_')) {
    if (fields.length === 0) return {};
    throw new RuleError(path, `'${type}' counts events, not the values of a field`);
  }
  const [field, ...others] = fields;
  if (typeof field !== 'string' || field === '') {
    throw new RuleError(place, `'${type}' needs a 'field' in its condition`);
  }
  if (others.length > 0) throw new RuleError(path, 'several fields are not supported');
  return { field: fieldAt(field, path) };
}

function parsePercentile(type: CorrelationType, value: unknown): Pick<Measure, 'percentile'> {
  if (type !== 'value_percentile') {
    if (value === undefined) return {};
    throw new RuleError(place, `'${type}' has no 'percentile'`);
  }
  if (value === undefined) throw new RuleError(place, `'${type}' needs a 'percentile'`);
  const percentile = toNumber('percentile', value);
  if (percentile >= 0 && percentile <= 100) return { percentile };
  throw new RuleError([...place, 'percentile'], "'percentile' must be from 0 to 100");
}

function checkRules(
  type: CorrelationType,
  rules: readonly string[],
  expression: Expression | undefined,
): void {
  if (rules.length === 0 && !expression) {
    throw new RuleError(['correlation', 'rules'], `'${type}' needs 'rules'`);
  }
  if (rules.length === 0 || !expression) return;
  const named = new Set(namesIn(expression));
  const missing = rules.filter((rule) => !named.has(rule));
  const extra = [...named].filter((name) => !rules.includes(name));
  if (missing.length > 0) {
    throw new RuleError(place, `the condition does not name '${missing[0]}', one of its rules`);
  }
  if (extra.length > 0) {
    throw new RuleError(place, `the condition names '${extra[0]}', which is not one of its rules`);
  }
}
