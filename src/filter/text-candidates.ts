/**
 * Rules out conditions by the text that they need in a field. Thousands of rules may allow the same
 * calls, such as `Describe*`, and differ only in the address or the program that they look for:
 * then each distinct value would be tested by all of them.
 */
import type { CloudTrailEvent } from '../event/event.ts';
import type { Condition } from '../query/condition/condition.ts';
import type { TextPattern } from '../query/condition/item.ts';
import { onlyText } from './items/compile-pattern.ts';
import { type ItemField, resolveItemField, someItemValue } from './items/item-field.ts';
import { textsOf } from './items/item-texts.ts';

/** The condition needs a field with this text, in lower case, or with a text around it. */
interface NeededText {
  readonly field: ItemField;
  readonly text: string;
  readonly isWhole: boolean;
}

/** The conditions that need a text in the same field. */
interface FieldIndex {
  readonly field: ItemField;
  readonly byWhole: Map<string, number[]>;
  readonly byPart: Map<string, number[]>;
}

/** It is not worth it to look for texts in fewer conditions. */
const fewConditions = 16;
/** Lists of conditions are forgotten when this many are remembered. */
const maxLists = 256;

/**
 * Creates a function that returns those of some conditions, by their indexes in ascending order,
 * that no text of the event rules out. `isKnown` says whether events have all of a field.
 */
export function createTextCandidates(
  conditions: readonly Condition[],
  isKnown: (field: ItemField) => boolean,
): (indexes: readonly number[], event: CloudTrailEvent) => readonly number[] {
  const remembered = new Map<readonly number[], ListIndex>();
  const indexOf = (indexes: readonly number[]): ListIndex => {
    const known = remembered.get(indexes);
    if (known) return known;
    if (remembered.size >= maxLists) remembered.clear();
    const fresh = indexList(indexes, conditions, isKnown);
    remembered.set(indexes, fresh);
    return fresh;
  };
  return (indexes, event) => {
    if (indexes.length <= fewConditions) return indexes;
    const { fields, others } = indexOf(indexes);
    if (fields.length === 0) return indexes;
    const possible = new Set(others);
    for (const field of fields) addPossible(possible, field, event);
    return [...possible].sort((a, b) => a - b);
  };
}

/** Some conditions, by the field in which each needs a text. */
interface ListIndex {
  readonly fields: readonly FieldIndex[];
  /** Those that need none. */
  readonly others: readonly number[];
}

function indexList(
  indexes: readonly number[],
  conditions: readonly Condition[],
  isKnown: (field: ItemField) => boolean,
): ListIndex {
  const fields = new Map<string, FieldIndex>();
  const others: number[] = [];
  for (const index of indexes) {
    const needed = partsOf(conditions[index])
      .flatMap(neededText)
      .filter(({ field }) => isKnown(field));
    // The whole text rules out more than a part.
    const best = needed.find(({ isWhole }) => isWhole) ?? needed[0];
    if (!best) {
      others.push(index);
      continue;
    }
    const key = JSON.stringify(best.field);
    const found = fields.get(key) ?? { field: best.field, byWhole: new Map(), byPart: new Map() };
    fields.set(key, found);
    const byText = best.isWhole ? found.byWhole : found.byPart;
    const same = byText.get(best.text) ?? [];
    byText.set(best.text, same);
    same.push(index);
  }
  return { fields: [...fields.values()], others };
}

function addPossible(
  possible: Set<number>,
  { field, byWhole, byPart }: FieldIndex,
  event: CloudTrailEvent,
): void {
  const add = (indexes: readonly number[] = []) => {
    for (const index of indexes) possible.add(index);
  };
  someItemValue(event, field, (value) => {
    for (const text of textsOf(value)) {
      const folded = text.toLowerCase();
      add(byWhole.get(folded));
      for (const [part, indexes] of byPart) if (folded.includes(part)) add(indexes);
    }
    return false;
  });
}

/** Returns the conditions that must all hold. */
function partsOf(condition: Condition | undefined): readonly Condition[] {
  if (condition?.kind === 'all') return condition.conditions.flatMap(partsOf);
  return condition ? [condition] : [];
}

/** Returns the text that a condition needs, if it is one on a single text in a field. */
function neededText(condition: Condition): readonly NeededText[] {
  // The name of the call has ruled out conditions before.
  if (condition.kind !== 'item' || condition.field === 'eventName') return [];
  const { test } = condition;
  // How a letter is folded may depend on its neighbours, so only tests that fold in this way count.
  if (test.kind !== 'text' || test.cased) return [];
  const field = resolveItemField(condition.field);
  if (field?.kind !== 'path') return [];
  const folded = test.pattern.map((token) =>
    typeof token === 'string' ? token.toLowerCase() : token,
  );
  const whole = onlyText(folded);
  const text = whole ?? longestIn(folded);
  return text === '' ? [] : [{ field, text, isWhole: whole !== undefined }];
}

function longestIn(pattern: TextPattern): string {
  const texts = pattern.filter((token) => typeof token === 'string');
  return texts.reduce((longest, text) => (text.length > longest.length ? text : longest), '');
}
