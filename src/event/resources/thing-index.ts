import type { Mention } from './mention.ts';
import { endsOf, partsOf } from './names-in-arn.ts';
import { type GrowingThing, mayBe } from './thing.ts';

/** Finds things by their spellings: an event can name thousands. */
export interface ThingIndex {
  /** Returns the thing that the mention spells as it is spelled, or as a part of its ARN. */
  find(mention: Mention): GrowingThing | undefined;
  /** Returns whether the text is a spelling of the thing, as far as the index knows. */
  has(text: string, thing: GrowingThing): boolean;
  /** Adds a spelling of a thing. */
  add(text: string, thing: GrowingThing): void;
}

/** More things of one name are not compared. */
const maxAlike = 8;

/** Creates an empty index. Names are looked for in ARNs only when there are both (`isMixed`). */
export function createThingIndex(isMixed: boolean): ThingIndex {
  const byText: Things = new Map();
  const byEnd: Things = new Map();
  const byPart: Things = new Map();
  return {
    find(mention) {
      const isSame = (thing: GrowingThing) => mayBe(mention, thing);
      const isTyped = (thing: GrowingThing) => mention.type && thing.type && isSame(thing);
      const { text } = mention;
      const same = byText.get(text)?.find(isSame);
      if (same || !isMixed) return same;
      return (
        byEnd.get(text)?.find(isSame) ??
        byPart.get(text)?.find(isTyped) ??
        firstOf(endsOf(text), (end) => byText.get(end)?.find(isSame)) ??
        firstOf(partsOf(text), (part) => byText.get(part)?.find(isTyped))
      );
    },
    has: (text, thing) => byText.get(text)?.includes(thing) ?? false,
    add(text, thing) {
      put(byText, text, thing);
      if (!isMixed) return;
      for (const end of endsOf(text)) put(byEnd, end, thing);
      for (const part of partsOf(text)) put(byPart, part, thing);
    },
  };
}

type Things = Map<string, GrowingThing[]>;

function put(things: Things, key: string, thing: GrowingThing): void {
  const list = things.get(key);
  if (!list) things.set(key, [thing]);
  else if (list.length < maxAlike && !list.includes(thing)) list.push(thing);
}

/** Returns the first thing that is found for one of the items. */
export function firstOf<T>(
  items: readonly T[],
  find: (item: T) => GrowingThing | undefined,
): GrowingThing | undefined {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return undefined;
}
