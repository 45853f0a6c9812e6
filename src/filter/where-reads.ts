import type { FieldKeys } from '../event/field-path.ts';
import type { Selector, WherePattern } from '../query/where-pattern.ts';

/**
 * The fields under which everything lies that the pattern reads, each once and none under another:
 * of every selector the names up to its first index or wildcard. A selector that begins with one
 * reads the whole event.
 */
export function whereReads(pattern: WherePattern): readonly FieldKeys[] {
  const keysBySpelling = new Map<string, FieldKeys>();
  for (const selector of selectorsOf(pattern)) {
    const keys = leadingKeys(selector);
    keysBySpelling.set(JSON.stringify(keys), keys);
  }
  const all = [...keysBySpelling.values()];
  return all.filter((keys) => !all.some((other) => other !== keys && liesUnder(keys, other)));
}

function* selectorsOf(pattern: WherePattern): Generator<Selector> {
  switch (pattern.kind) {
    case 'and':
    case 'or':
      for (const operand of pattern.operands) yield* selectorsOf(operand);
      return;
    case 'compare':
    case 'order':
    case 'test':
      yield pattern.selector;
      return;
    default:
      pattern satisfies never;
  }
}

function leadingKeys(selector: Selector): FieldKeys {
  const keys: string[] = [];
  for (const step of selector) {
    if (step.kind !== 'key') break;
    keys.push(step.key);
  }
  return keys;
}

function liesUnder(keys: FieldKeys, above: FieldKeys): boolean {
  return above.every((key, at) => keys[at] === key);
}
