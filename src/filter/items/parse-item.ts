import { UsageError } from '../../errors.ts';
import { isNetwork } from '../../query/condition/address.ts';
import { allOf, anyOf, type Condition, not } from '../../query/condition/condition.ts';
import { deepFreeze } from '../../query/condition/deep-freeze.ts';
import type { ItemTest } from '../../query/condition/item.ts';
import { expandPlaceholders, type Placeholders } from './expand-placeholders.ts';
import { fieldNameOf } from './item-name.ts';
import { type ItemInput, type ItemValue, literal, readInput } from './item-value.ts';
import type { Modifier } from './modifier.ts';
import { findModifier } from './modifiers.ts';
import { widen } from './parse-pattern.ts';

/** A number of values that may still be tested; it is counted down. */
export interface TestLimit {
  left: number;
}

/**
 * How many values a list of items may have, with those that modifiers and placeholders make of
 * them: more than any real rule has, and few enough to be kept in memory.
 */
export const maxTests = 200_000;

const tooMany = `there are more than ${maxTests} values, with those that modifiers make of them`;

/** How items are parsed. */
export interface ItemOptions {
  readonly placeholders?: Placeholders;
  /** How many values may still be tested, in all items that share this object. */
  readonly limit?: TestLimit;
  /** Is called with what is odd about an item that can be used. */
  readonly warn?: (reason: string) => void;
}

/**
 * Parses a detection item of Sigma (Sigma specification 2.1): a field with modifiers, such as
 * `userAgent|contains`, and its values, which are alternatives. Modifiers are applied in their
 * order, except that placeholders are replaced first.
 *
 * Without a field, the values are keywords: they may be anywhere in the JSON of the event. A
 * placeholder for sourceIPAddress may have networks as values.
 *
 * Throws UsageError when the modifiers, or the values with these modifiers, have no meaning, and
 * MissingPlaceholder.
 */
export function parseItem(
  name: string,
  inputs: readonly ItemInput[],
  { placeholders = {}, warn, limit = { left: maxTests } }: ItemOptions = {},
): Condition {
  const [fieldName = '', ...modifierNames] = name.split('|');
  const field = fieldNameOf(fieldName);
  const modifiers = modifierNames.map(findModifier);
  checkOrder(field, modifiers);
  const has = (setting: Modifier['setting']) => modifiers.some((one) => one.setting === setting);
  warnAbout(inputs, has('all'), warn);
  const context = { field, cased: has('cased') };
  const conditions = inputs.map((input) => {
    const values = has('expand')
      ? expand(input, field, modifiers, placeholders)
      : [readInput(input)];
    const tests = applyAll(values, modifiers);
    limit.left -= tests.length;
    if (limit.left < 0) throw new UsageError(tooMany);
    return anyOf(tests.flatMap((value) => conditionsOf(value, context)));
  });
  const joined = has('all') ? allOf(conditions) : anyOf(conditions);
  return deepFreeze(has('neq') ? not(joined) : joined);
}

function checkOrder(field: string, modifiers: readonly Modifier[]): void {
  const applied = modifiers.filter(({ apply }) => apply !== undefined);
  for (const [at, { name, isFirst, needsField }] of applied.entries()) {
    if (needsField && field === '') throw new UsageError(`'${name}' needs a field`);
    if (isFirst && at > 0) {
      throw new UsageError(`'${name}' cannot follow '${applied[at - 1]?.name}': write it first`);
    }
  }
}

function warnAbout(
  inputs: readonly ItemInput[],
  isAll: boolean,
  warn: ItemOptions['warn'] = () => {},
): void {
  if (inputs.length === 0) throw new UsageError('its list of values is empty');
  if (inputs.length > 1 && inputs.includes(null)) {
    warn('null is one of several values: it should be a search identifier of its own');
  }
  if (inputs.length === 1 && isAll) warn("'all' has no meaning for a single value");
}

function expand(
  input: ItemInput,
  field: string,
  modifiers: readonly Modifier[],
  placeholders: Placeholders,
): readonly ItemValue[] {
  if (typeof input !== 'string') return [readInput(input)];
  const isRegex = modifiers.some(({ name }) => name === 're');
  const convert = isRegex ? (text: string) => text.replace(/[^\w\s]/g, '\\$&') : String;
  const isPlain = modifiers.every(({ apply }) => apply === undefined);
  return expandPlaceholders(input, placeholders, convert).map(({ text, isValue }): ItemValue => {
    const isRange = isValue && isPlain && text.includes('/') && isNetwork(text);
    return isRange && field === 'sourceIPAddress'
      ? { kind: 'test', test: { kind: 'network', network: text } }
      : readInput(text);
  });
}

function applyAll(
  values: readonly ItemValue[],
  modifiers: readonly Modifier[],
): readonly ItemValue[] {
  return modifiers.reduce<readonly ItemValue[]>(
    (before, { apply }) => (apply ? before.flatMap(apply) : before),
    values,
  );
}

interface ItemContext {
  readonly field: string;
  readonly cased: boolean;
}

const onlyForText = "'cased' has a meaning only for text";

/** Returns the alternative conditions for a value. */
function conditionsOf(value: ItemValue, { field, cased }: ItemContext): readonly Condition[] {
  const item = (test: ItemTest): Condition => ({ kind: 'item', field, test });
  const text = (pattern: Extract<ItemTest, { kind: 'text' }>['pattern']) => {
    if (field !== '') return item({ kind: 'text', pattern, cased });
    if (pattern.length === 0)
      throw new UsageError('a keyword is empty: it would be in every event');
    return item({ kind: 'text', pattern: widen(pattern, { before: true, after: true }), cased });
  };
  switch (value.kind) {
    case 'text':
      return [text(value.pattern)];
    case 'number':
      // Events write numbers in one way, rules in several.
      return [...new Set([value.text, String(value.number)])].map((digits) =>
        text(literal(digits)),
      );
    case 'flag':
      return [text(literal(String(value.flag)))];
    case 'null':
      if (field === '') throw new UsageError('a keyword cannot be null');
      return [item({ kind: 'null' })];
    case 'exists':
      if (cased) throw new UsageError(onlyForText);
      return [value.exists ? item({ kind: 'exists' }) : not(item({ kind: 'exists' }))];
    case 'test': {
      const { test } = value;
      if (test.kind === 'field') return [item({ ...test, cased })];
      if (cased) throw new UsageError(onlyForText);
      return [item(test)];
    }
    default:
      return value satisfies never;
  }
}
