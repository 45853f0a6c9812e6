import { UsageError } from '../errors.ts';
import { nearMisses } from '../event/near-misses.ts';
import { recordShape } from '../event/record-shape.ts';
import type { Condition } from '../query/condition/condition.ts';
import { attributePrefix } from './items/item-field.ts';
import type { ItemInput } from './items/item-value.ts';
import { parseItem } from './items/parse-item.ts';
import { fail, takeMatch, type WhereCursor } from './where-cursor.ts';
import { readUnquotedText } from './where-operand.ts';
import { keyPattern } from './where-selector.ts';
import { readRawQuoted } from './where-text.ts';

/** The name of an item in a pattern: `userAgent|contains`. */
export interface WhereItem {
  readonly name: string;
  /** Where it begins. */
  readonly start: number;
}

/**
 * Reads the name of a Sigma item: a field of an event without `$.`, or an attribute such as
 * `trailscan.outcome`, and modifiers. Undefined, without moving, when there is another thing, such
 * as the first word of a sentence.
 */
export function readItemName(cursor: WhereCursor): WhereItem | undefined {
  const start = cursor.at;
  const name = takeMatch(cursor, itemName);
  const isItem = name !== '' && /^\s*(?:[=<>]|!=|(?:is|in|not|exists)\b)/i.test(rest(cursor));
  if (isItem) {
    checkFirstName(cursor, name, start);
    return { name, start };
  }
  cursor.at = start;
  return undefined;
}

const { source: key } = keyPattern;
const itemName = new RegExp(`[a-z](?:${key})?(?:\\.${key})*(?:\\|\\w+)*`, 'iuy');

/** Whether a pattern can name the field. */
export function isItemField(field: string): boolean {
  itemName.lastIndex = 0;
  const isName = !field.includes('|') && itemName.exec(field)?.[0] === field;
  return isName && isKnown(field);
}

const firstNames: ReadonlySet<string> = new Set(
  [...Object.keys(recordShape), 'src_ip'].map((name) => name.toLowerCase()),
);

function isKnown(name: string): boolean {
  return name.startsWith(attributePrefix) || firstNames.has(firstNameOf(name));
}

function firstNameOf(name: string): string {
  return (/^[^.|]*/.exec(name)?.[0] ?? '').toLowerCase();
}

/** Refuses names that no event has, which would match nothing. */
function checkFirstName(cursor: WhereCursor, name: string, start: number): void {
  if (isKnown(name)) return;
  const [meant] = nearMisses(firstNameOf(name), Object.keys(recordShape), 1);
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  const [field = ''] = name.split('|');
  fail(
    cursor,
    `events have no such field${hint}; fields with other names begin with $.: $.${field}`,
    start,
  );
}

/** Returns the condition of an item with these values. */
export function itemCondition(
  cursor: WhereCursor,
  { name, start }: WhereItem,
  values: readonly ItemInput[],
): Condition {
  try {
    return parseItem(name, values);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return fail(cursor, error.message.replace(/[\p{Cc}\p{Cf}]/gu, '·'), start);
  }
}

/** Reads a value of an item, in Sigma's syntax: text in quotation marks or without. */
export function readItemValue(cursor: WhereCursor, unquoted: RegExp): string {
  const quoted = readRawQuoted(cursor);
  if (quoted !== undefined) return quoted;
  if (/^\$[.[]/.test(rest(cursor))) {
    fail(cursor, 'write |fieldref behind the name to compare it with another field');
  }
  if (rest(cursor).startsWith('%')) {
    fail(cursor, 'write |re behind the name, and the regular expression in quotation marks');
  }
  return readUnquotedText(cursor, unquoted);
}

function rest({ text, at }: WhereCursor): string {
  return text.slice(at);
}
