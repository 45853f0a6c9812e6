import { anyOf, type Condition } from '../query/condition/condition.ts';
import type { FieldTest, OrderOperator, Selector } from '../query/condition/field-test.ts';
import { fail, skipBlank, take, takeMatch, type WhereCursor } from './where-cursor.ts';
import { itemCondition, readItemName, readItemValue, type WhereItem } from './where-item.ts';
import { readListedOperand, readOperand, unquoted, unquotedInList } from './where-operand.ts';
import { readSelector } from './where-selector.ts';

/**
 * Reads a condition on one field: `$.a = x`, `$.a EXISTS`, `$.a IN [x, y]`, or the same with an
 * item in the place of the selector.
 */
export function readCondition(cursor: WhereCursor): Condition {
  const item = readItemName(cursor);
  if (item) return readItemCondition(cursor, item);
  const selector = readSelector(cursor);
  skipBlank(cursor);
  const operator = (['!=', '='] as const).find((token) => take(cursor, token));
  if (operator !== undefined) {
    skipBlank(cursor);
    return field(selector, { kind: 'compare', operator, operand: readOperand(cursor) });
  }
  const order = (['<=', '>=', '<', '>'] as const).find((token) => take(cursor, token));
  return order === undefined
    ? readWords(cursor, selector)
    : field(selector, readOrder(cursor, order));
}

function readItemCondition(cursor: WhereCursor, item: WhereItem): Condition {
  skipBlank(cursor);
  const operator = itemOperators.find(([token]) => take(cursor, token));
  if (!operator) return readItemWords(cursor, item);
  skipBlank(cursor);
  const modified = { ...item, name: item.name + operator[1] };
  return itemCondition(cursor, modified, [readItemValue(cursor, unquoted)]);
}

/** The modifiers that the operators mean; longer operators are tried before their beginnings. */
const itemOperators: readonly (readonly [token: string, modifier: string])[] = [
  ['!=', '|neq'],
  ['=', ''],
  ['<=', '|lte'],
  ['>=', '|gte'],
  ['<', '|lt'],
  ['>', '|gt'],
];

function readItemWords(cursor: WhereCursor, item: WhereItem): Condition {
  const start = cursor.at;
  const exists = { ...item, name: `${item.name}|exists` };
  switch (takeWord(cursor)) {
    case 'EXISTS':
      return itemCondition(cursor, exists, [true]);
    case 'NOT':
      readExists(cursor, start);
      return itemCondition(cursor, exists, [false]);
    case 'IS': {
      const constant = readConstant(cursor);
      return itemCondition(cursor, item, [constant === 'null' ? null : constant === 'true']);
    }
    case 'IN':
      return itemCondition(
        cursor,
        item,
        readList(cursor, () => readItemValue(cursor, unquotedInList)),
      );
    default:
      return fail(cursor, 'expected an operator such as = or !=', start);
  }
}

function field(selector: Selector, test: FieldTest): Condition {
  return { kind: 'field', selector, test };
}

function readOrder(cursor: WhereCursor, operator: OrderOperator): FieldTest {
  skipBlank(cursor);
  const start = cursor.at;
  const operand = readOperand(cursor);
  if (operand.kind !== 'number') fail(cursor, `expected a plain number after ${operator}`, start);
  return { kind: 'order', operator, number: operand.number };
}

function readWords(cursor: WhereCursor, selector: Selector): Condition {
  const start = cursor.at;
  switch (takeWord(cursor)) {
    case 'EXISTS':
      return field(selector, { kind: 'state', state: 'exists' });
    case 'NOT':
      readExists(cursor, start);
      return field(selector, { kind: 'state', state: 'not-exists' });
    case 'IS':
      return field(selector, { kind: 'state', state: readConstant(cursor) });
    case 'IN':
      return anyOf(
        readList(cursor, () => readListedOperand(cursor)).map((operand) =>
          field(selector, { kind: 'compare', operator: '=', operand }),
        ),
      );
    default:
      return fail(cursor, 'expected an operator such as = or !=', start);
  }
}

function readExists(cursor: WhereCursor, start: number): void {
  const word = takeWord(cursor);
  if (word === 'IN') {
    fail(cursor, 'write NOT before the whole condition, as in NOT ($.a IN [b])', start);
  }
  if (word === 'NULL') fail(cursor, notNull, start);
  if (word !== 'EXISTS') fail(cursor, 'expected NOT EXISTS', start);
}

const notNull = 'write EXISTS, or NOT ($.a IS NULL), for NOT NULL';

function readConstant(cursor: WhereCursor): 'null' | 'true' | 'false' {
  skipBlank(cursor);
  const start = cursor.at;
  switch (takeWord(cursor)) {
    case 'NULL':
      return 'null';
    case 'TRUE':
      return 'true';
    case 'FALSE':
      return 'false';
    case 'NOT': {
      const word = takeWord(cursor);
      if (word === 'NULL') fail(cursor, notNull, start);
      return fail(
        cursor,
        `write NOT before the whole, as in NOT ($.a IS ${word || 'TRUE'})`,
        start,
      );
    }
    default:
      return fail(cursor, 'expected NULL, TRUE or FALSE after IS', start);
  }
}

/** Reads the values of a list in brackets, at least one. */
function readList<Value>(cursor: WhereCursor, read: () => Value): readonly Value[] {
  skipBlank(cursor);
  if (!take(cursor, '[')) fail(cursor, 'expected a list after IN, such as IN [a, b*, "c d"]');
  skipBlank(cursor);
  if (cursor.text.startsWith(']', cursor.at)) fail(cursor, 'expected a value: the list is empty');
  const operands: Value[] = [];
  do {
    skipBlank(cursor);
    operands.push(read());
    skipBlank(cursor);
  } while (take(cursor, ','));
  if (take(cursor, ']')) return operands;
  const hint = /\w/.test(cursor.text.charAt(cursor.at))
    ? ' (text with spaces needs double quotation marks)'
    : '';
  return fail(cursor, `expected a comma or the closing ]${hint}`);
}

/** Returns the next word in upper case; keywords may be written in any case. */
function takeWord(cursor: WhereCursor): string {
  skipBlank(cursor);
  return takeMatch(cursor, /\w+/y).toUpperCase();
}
