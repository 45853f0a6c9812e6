import { isIP } from 'node:net';
import { UsageError } from '../../errors.ts';
import type { AttributeName } from '../../event/attributes.ts';
import type { CloudTrailEvent } from '../../event/event.ts';
import type { FieldKeys } from '../../event/field-path.ts';
import { lazy } from '../../lazy.ts';
import { compileAddress } from '../../query/condition/address.ts';
import type { ItemCondition, ItemTest } from '../../query/condition/item.ts';
import { compileRegex } from '../regex.ts';
import { compilePattern } from './compile-pattern.ts';
import { type ItemField, itemReads, resolveItemField, someItemValue } from './item-field.ts';
import { compileNumber } from './item-number.ts';
import { textsOf } from './item-texts.ts';
import type { TextItems } from './join-texts.ts';

/** A compiled item: a test of the values of an attribute, or of an event. */
type CompiledItem =
  | {
      readonly kind: 'values';
      readonly attribute: AttributeName;
      readonly holds: (values: readonly string[]) => boolean;
    }
  | {
      readonly kind: 'event';
      /** The fields that it reads; see `FilterTest.reads`. */
      readonly reads: readonly FieldKeys[];
      readonly matches: (event: CloudTrailEvent) => boolean;
    };

/**
 * Compiles a detection item. The Sigma specification leaves open how nested values match; decided
 * by what published rules expect:
 * - One matching value is enough where arrays lead to several.
 * - An object has a text, its compact JSON, and so has JSON inside a string (see `textsOf`).
 * - `exists` is also true of null, which CloudTrail writes for most responses, and of empty arrays
 *   and objects: it is about the presence of the field, whatever its value (Sigma modifiers 2.1).
 *   The empty text of errorCode and errorMessage, which tables have for calls that succeeded, is
 *   not an error.
 *
 * Throws UsageError for an attribute that does not exist; the test throws it for an expression that
 * `parseItem` would not accept.
 */
export function compileItem(item: ItemCondition | TextItems): CompiledItem {
  const field = resolve(item.field);
  const test = item.kind === 'item' ? item.test : item;
  if (field.kind === 'attribute' && test.kind !== 'field') {
    return { kind: 'values', attribute: field.name, holds: compileValuesTest(test) };
  }
  const some = (holds: (value: unknown) => boolean) => (event: CloudTrailEvent) =>
    someItemValue(event, field, holds);
  const reads = itemReads(field);
  switch (test.kind) {
    case 'exists':
      return { kind: 'event', reads, matches: some(isNotEmptyError(field)) };
    case 'null': {
      const isThere = isNotEmptyError(field);
      const hasValue = some((value) => value !== null && isThere(value));
      return { kind: 'event', reads, matches: (event) => !hasValue(event) };
    }
    case 'field':
      return compareWithField(field, test);
    default:
      return { kind: 'event', reads, matches: some(compileValueTest(test)) };
  }
}

function compileValuesTest(
  test: Exclude<ItemTest, { readonly kind: 'field' }> | TextItems,
): (values: readonly string[]) => boolean {
  if (test.kind === 'exists') return (values) => values.length > 0;
  if (test.kind === 'null') return (values) => values.length === 0;
  const matches = compileValueTest(test);
  return (values) => values.some(matches);
}

function resolve(name: string): ItemField {
  const field = resolveItemField(name);
  if (!field) throw new UsageError(`'${name}' is not an attribute`);
  return field;
}

/** Returns a test of a value that is only false for the empty text of an error. */
function isNotEmptyError(field: ItemField): (value: unknown) => boolean {
  const name = field.kind === 'path' ? field.keys.join('.') : '';
  const isError = name === 'errorCode' || name === 'errorMessage';
  return (value) => !(isError && value === '');
}

type ValueTest = Exclude<ItemTest, { readonly kind: 'exists' | 'null' | 'field' }> | TextItems;

function compileValueTest(test: ValueTest): (value: unknown) => boolean {
  switch (test.kind) {
    case 'text':
      return onTexts(compilePattern(test.pattern, test.cased));
    case 'texts': {
      const fold = (text: string) => (test.cased ? text : text.toLowerCase());
      const sought = new Set(test.texts.map(fold));
      return onTexts((text) => sought.has(fold(text)));
    }
    case 'regex': {
      const flags = test.flags === '' ? '' : `(?${test.flags})`;
      // It was compiled when it was parsed: of many rules, most are never tested.
      const matches = lazy(() => compileRegex(`${flags}${test.source}`, 'regular expression'));
      return onTexts((text) => matches()(text));
    }
    case 'number':
      return compileNumber(test);
    case 'network': {
      // A name such as ec2.amazonaws.com, in place of an address, is in no network.
      const isInside = compileAddress(test.network);
      return (value) => typeof value === 'string' && isIP(value) !== 0 && isInside(value);
    }
    default:
      return test satisfies never;
  }
}

function onTexts(matches: (text: string) => boolean): (value: unknown) => boolean {
  return (value) => textsOf(value).some(matches);
}

function compareWithField(
  field: ItemField,
  { field: otherName, position, cased }: Extract<ItemTest, { kind: 'field' }>,
): CompiledItem {
  const other = resolve(otherName);
  const fold = (text: string) => (cased ? text : text.toLowerCase());
  const matches = (event: CloudTrailEvent) => {
    const others: string[] = [];
    someItemValue(event, other, (value) => {
      others.push(...textsOf(value).map(fold));
      return false;
    });
    return someItemValue(event, field, (value) =>
      textsOf(value).some((text) => others.some((sought) => hasAt(fold(text), sought, position))),
    );
  };
  return { kind: 'event', reads: [...itemReads(field), ...itemReads(other)], matches };
}

function hasAt(
  text: string,
  sought: string,
  position: Extract<ItemTest, { kind: 'field' }>['position'],
): boolean {
  switch (position) {
    case 'whole':
      return text === sought;
    case 'start':
      return text.startsWith(sought);
    case 'end':
      return text.endsWith(sought);
    case 'anywhere':
      return text.includes(sought);
    default:
      return position satisfies never;
  }
}
