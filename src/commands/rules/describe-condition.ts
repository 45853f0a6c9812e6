/**
 * Describes conditions for people: each test on its own line, as `--where` spells it, and the tests
 * that are combined below a heading.
 */
import { spellItem } from '../../filter/items/print-item.ts';
import { printWhere } from '../../filter/print-where.ts';
import type { Condition } from '../../query/condition/condition.ts';

/** Returns the lines that describe a condition; the parts of a combination are indented. */
export function describeCondition(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'all':
      return block('all of these', partsOf(condition, 'all'));
    case 'any':
      return block('one of these', partsOf(condition, 'any'));
    case 'not':
      return describeNegation(condition.condition);
    case 'item':
    case 'field':
    case 'attribute':
    case 'text':
      return [testOf(condition)];
    default:
      return condition satisfies never;
  }
}

function describeNegation(inner: Condition): readonly string[] {
  if (inner.kind === 'any') return block('none of these', partsOf(inner, 'any'));
  return block(inner.kind === 'all' ? 'not all of these' : 'not', partsOf(inner, 'all'));
}

/** Returns the conditions that are combined in one way, also in several steps. */
function partsOf(condition: Condition, kind: 'all' | 'any'): readonly Condition[] {
  if (condition.kind !== kind) return [condition];
  return condition.conditions.flatMap((part) => partsOf(part, kind));
}

function block(heading: string, conditions: readonly Condition[]): readonly string[] {
  if (conditions.length === 0) return [`${heading}: (nothing)`];
  const [only, ...others] = conditions;
  if (only && others.length === 0 && !heading.startsWith('no')) return describeCondition(only);
  const lines = heading === 'all of these' ? eachOf(conditions) : joinedLines(conditions);
  const [line = '', ...more] = lines;
  // A list of values reads like one test.
  if (more.length === 0 && heading === 'one of these') return [line];
  if (more.length === 0 && heading.startsWith('no')) return [`not: ${line}`];
  return [`${heading}:`, ...lines.map((text) => `  ${text}`)];
}

function eachOf(conditions: readonly Condition[]): readonly string[] {
  return conditions.flatMap(describeCondition);
}

/** Joins tests that only differ in the value: `eventName IN ["A", "B"]`. */
function joinedLines(conditions: readonly Condition[]): readonly string[] {
  const lines: (readonly string[])[] = [];
  const lists = new Map<string, { readonly at: number; readonly values: string[] }>();
  for (const condition of conditions) {
    const described = describeCondition(condition);
    const [, name, value] =
      condition.kind === 'item' ? (/^(.+?) = (.*)$/s.exec(described.join('')) ?? []) : [];
    const list = name === undefined ? undefined : lists.get(name);
    if (value !== undefined && list) {
      list.values.push(value);
      lines[list.at] = [`${name} IN [${list.values.join(', ')}]`];
      continue;
    }
    if (name !== undefined && value !== undefined) {
      lists.set(name, { at: lines.length, values: [value] });
    }
    lines.push(described);
  }
  return lines.flat();
}

/** Returns a test as `--where` spells it; as JSON if `--where` has no spelling for it. */
function testOf(condition: Condition): string {
  const spelled =
    condition.kind === 'item' ? spellItem(condition) : printWhere(condition)?.slice(2, -2);
  return spelled ?? JSON.stringify(condition);
}
