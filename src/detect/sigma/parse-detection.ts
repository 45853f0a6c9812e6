import { UsageError } from '../../errors.ts';
import { isObject } from '../../event/own-property.ts';
import type { ItemInput } from '../../filter/items/item-value.ts';
import { type ItemOptions, parseItem, type TestLimit } from '../../filter/items/parse-item.ts';
import { allOf, anyOf, type Condition } from '../../query/condition/condition.ts';
import type { Expression } from './expression.ts';
import { parseExpression } from './parse-expression.ts';
import { type Identifiers, resolveExpression } from './resolve-expression.ts';
import type { DocumentPath, RuleDocument } from './rule-document.ts';
import { RuleError } from './rule-error.ts';

/** The detection of a rule or a filter. */
export interface Detection {
  readonly condition: Condition;
  /** The conditions in the rule's own words; one of them must hold. */
  readonly expressions: readonly Expression[];
  readonly identifiers: Identifiers;
}

/** The document of a detection, and how it is parsed. */
export interface DetectionContext extends Pick<RuleDocument, 'writtenNumber'> {
  readonly placeholders?: ItemOptions['placeholders'];
  /** Is shared by the documents of a file. */
  readonly limit: TestLimit;
  readonly warn: (path: DocumentPath, reason: string) => void;
}

/**
 * Parses the detection at a path of a document: its search identifiers and its condition.
 * `otherKeys` are not search identifiers.
 *
 * Throws RuleError.
 */
export function parseDetection(
  data: unknown,
  path: DocumentPath,
  context: DetectionContext,
  otherKeys: readonly string[] = [],
): Detection {
  if (data === undefined) throw new RuleError(path, `there is no '${path.join('.')}'`);
  if (!isObject(data)) throw new RuleError(path, `'${path.join('.')}' must be a map`);
  if (Object.hasOwn(data, 'timeframe')) {
    throw new RuleError([...path, 'timeframe'], oldTimeframe);
  }
  const names = Object.keys(data).filter((key) => key !== 'condition' && !otherKeys.includes(key));
  if (names.length === 0) throw new RuleError(path, 'there are no search identifiers');
  if (names.length > maxIdentifiers) {
    throw new RuleError(path, `there are more than ${maxIdentifiers} search identifiers`);
  }
  const expressions = expressionsIn(data['condition'], path);
  const identifiers = new Map(
    names.map((name) => [name, parseIdentifier(data[name], [...path, name], context)]),
  );
  const conditions = expressions.map((expression, at) =>
    within([...path, 'condition', at], () => resolveExpression(expression, identifiers)),
  );
  return { condition: anyOf(conditions), expressions, identifiers };
}

/**
 * More than any real rule has: a condition of the greatest length that names all of them again and
 * again is still evaluated in reasonable time.
 */
const maxIdentifiers = 500;

const oldTimeframe = "'timeframe' belongs to an old aggregation: use a correlation";

function expressionsIn(data: unknown, path: DocumentPath): readonly Expression[] {
  const place = [...path, 'condition'];
  if (data === undefined || data === null) throw new RuleError(place, 'there is no condition');
  const texts: readonly unknown[] = Array.isArray(data) ? data : [data];
  if (texts.length === 0) throw new RuleError(place, 'the list of conditions is empty');
  return texts.map((text, at) => {
    if (typeof text !== 'string') throw new RuleError(place, 'a condition must be text');
    return within([...place, at], () => parseExpression(text));
  });
}

/**
 * Parses a search identifier: a map holds if all of its items do, a list of maps if one of them
 * does, and keywords if one of them is in the event.
 */
function parseIdentifier(data: unknown, path: DocumentPath, context: DetectionContext): Condition {
  if (isObject(data)) return parseMap(data, path, context);
  if (!Array.isArray(data)) return parseOneItem('', data, path, context);
  if (data.length === 0) throw new RuleError(path, 'the search identifier is empty');
  const conditions = data.map((element: unknown, at) => {
    const place = [...path, at];
    if (Array.isArray(element)) throw new RuleError(place, 'a list cannot be inside of a list');
    return isObject(element)
      ? parseMap(element, place, context)
      : parseOneItem('', element, place, context);
  });
  return anyOf(conditions);
}

function parseMap(
  data: Readonly<Record<string, unknown>>,
  path: DocumentPath,
  context: DetectionContext,
): Condition {
  const items = Object.entries(data);
  if (items.length === 0) throw new RuleError(path, 'the search identifier is empty');
  return allOf(items.map(([name, value]) => parseOneItem(name, value, [...path, name], context)));
}

function parseOneItem(
  name: string,
  data: unknown,
  path: DocumentPath,
  { placeholders, limit, warn, writtenNumber }: DetectionContext,
): Condition {
  const read = (value: unknown, place: DocumentPath): ItemInput => {
    if (typeof value === 'number') {
      return { number: value, text: writtenNumber(place) ?? String(value) };
    }
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    throw new RuleError(place, `a value of '${name}' must be text, a number or true or false`);
  };
  const inputs = Array.isArray(data)
    ? data.map((value: unknown, at) => read(value, [...path, at]))
    : [read(data, path)];
  const options = {
    ...(placeholders && { placeholders }),
    limit,
    warn: (reason: string) => warn(path, labelled(name, reason)),
  };
  return within(path, () => parseItem(name, inputs, options), name);
}

/** Converts a UsageError to a RuleError about the path. */
function within<Value>(path: DocumentPath, work: () => Value, name = ''): Value {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new RuleError(path, labelled(name, error.message), { cause: error });
  }
}

function labelled(name: string, reason: string): string {
  return name === '' ? reason : `${name}: ${reason}`;
}
