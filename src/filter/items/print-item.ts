import type { ItemCondition, ItemTest } from '../../query/condition/item.ts';
import { isItemField } from '../where-item.ts';
import { quoteRaw } from '../where-text.ts';
import { spellPattern } from './parse-pattern.ts';

/**
 * Returns the condition on an item as a part of a `--where` pattern; undefined when no pattern can
 * express it.
 */
export function printItem({ field, test }: ItemCondition): string | undefined {
  return isItemField(field) ? printTest(field, test) : undefined;
}

/**
 * Returns the condition on an item for people to read, as `printItem` does, also for a field that
 * no pattern can name; keywords are tests of `the event`. Undefined for values that cannot be
 * quoted.
 */
export function spellItem({ field, test }: ItemCondition): string | undefined {
  const name = field === '' ? 'the event' : field;
  const isEqual = test.kind === 'number' && test.operator === '=' && test.part === undefined;
  return isEqual ? `${name} = ${test.number}` : printTest(name, test);
}

function printTest(field: string, test: ItemTest): string | undefined {
  switch (test.kind) {
    case 'exists':
      return `${field} EXISTS`;
    case 'null':
      return `${field} IS NULL`;
    case 'text':
      return withValue(`${field}${test.cased ? '|cased' : ''}`, spellPattern(test.pattern));
    case 'regex':
      return withValue([field, 're', ...test.flags].join('|'), test.source);
    case 'network':
      return withValue(`${field}|cidr`, test.network);
    case 'number': {
      const { operator, part, number } = test;
      // Without a part of a time, = compares text.
      if (operator === '=' && part === undefined) return undefined;
      const digits = String(number);
      const isPlain = /^-?\d+(?:\.\d+)?$/.test(digits);
      return isPlain
        ? `${[field, ...(part ? [part] : [])].join('|')} ${operator} ${digits}`
        : undefined;
    }
    case 'field': {
      const modifiers = ['fieldref', ...positions[test.position], ...(test.cased ? ['cased'] : [])];
      return withValue([field, ...modifiers].join('|'), spellPattern([test.field]));
    }
    default:
      return test satisfies never;
  }
}

const positions = {
  whole: [],
  start: ['startswith'],
  end: ['endswith'],
  anywhere: ['contains'],
} as const;

function withValue(name: string, value: string): string | undefined {
  const quoted = quoteRaw(value);
  return quoted === undefined ? undefined : `${name} = ${quoted}`;
}
