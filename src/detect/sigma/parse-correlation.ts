import * as z from 'zod';
import { UsageError } from '../../errors.ts';
import { didYouMean, nearMisses } from '../../event/near-misses.ts';
import { type CorrelationType, correlationTypes } from '../rule.ts';
import { type Expression, namesIn } from './expression.ts';
import { fieldAt } from './field-at.ts';
import { conditionPath, parseMeasure } from './parse-measure.ts';
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
  if (!result.success) throw correlationError(result.error);
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
      return `unknown key '${key}'${didYouMean(nearMisses(key, correlationKeys, 1))}`;
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

/** Returns the error for zod's first issue, with its path inside of `correlation`. */
function correlationError(error: z.ZodError): RuleError {
  const { path, message } = errorOf(error);
  return new RuleError(['correlation', ...path], labelled(path, message));
}

function labelled([key]: readonly (string | number)[], message: string): string {
  return key === undefined || message.includes(String(key)) ? message : `'${key}': ${message}`;
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
    throw new RuleError(
      conditionPath,
      `the condition does not name '${missing[0]}', one of its rules`,
    );
  }
  if (extra.length > 0) {
    throw new RuleError(
      conditionPath,
      `the condition names '${extra[0]}', which is not one of its rules`,
    );
  }
}
