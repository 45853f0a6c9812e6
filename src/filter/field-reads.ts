import type { FieldKeys } from '../event/field-path.ts';
import type { FieldCondition } from '../query/condition/condition.ts';
import type { Selector } from '../query/condition/field-test.ts';

/**
 * The fields under which everything lies that the condition reads, each once and none under another:
 * of every selector the names up to its first index or wildcard. A selector that begins with one
 * reads the whole event.
 */
export function fieldReads({ selector, test }: FieldCondition): readonly FieldKeys[] {
  const isOfTwo = test.kind === 'compare' && test.operand.kind === 'field';
  const selectors = isOfTwo ? [selector, test.operand.selector] : [selector];
  return outermostFields(selectors.map(leadingKeys));
}

/** The fields without those that are there twice or lie under another. */
export function outermostFields(fields: readonly FieldKeys[]): readonly FieldKeys[] {
  const all = [...new Map(fields.map((keys) => [JSON.stringify(keys), keys])).values()];
  return all.filter((keys) => !all.some((other) => other !== keys && liesUnder(keys, other)));
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
