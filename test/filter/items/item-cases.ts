import type { ItemInput } from '../../../src/filter/items/item-value.ts';
import { type ItemOptions, parseItem } from '../../../src/filter/items/parse-item.ts';
import { compileWhere } from '../filter-of.ts';

/** Which of some values a detection item matches. */
export interface ItemCase {
  readonly modifiers: string;
  readonly values: ItemInput | readonly ItemInput[];
  readonly matches: readonly unknown[];
  readonly others: readonly unknown[];
  readonly options?: ItemOptions;
}

/** Returns whether the item of a case matches an event whose field `x` has this value. */
export function compileCase({ modifiers, values, options }: ItemCase): (value: unknown) => boolean {
  const name = modifiers === '' ? 'requestParameters.x' : `requestParameters.x|${modifiers}`;
  const inputs = Array.isArray(values) ? values : [values];
  const matches = compileWhere(parseItem(name, inputs as readonly ItemInput[], options));
  return (value) => matches({ requestParameters: value === absent ? {} : { x: value } });
}

/** Stands for a field that the event does not have. */
export const absent = Symbol('absent');

/** Returns a number as YAML has it, with the digits of the file. */
export function written(text: string): ItemInput {
  return { number: Number(text), text };
}
