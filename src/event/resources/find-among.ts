import type { Mention } from './mention.ts';
import { endsOf, partsOf } from './names-in-arn.ts';
import { type GrowingThing, mayBe } from './thing.ts';

/** Finds the thing of a mention among a few things, as a `ThingIndex` finds it among many. */
export function findAmong(
  things: readonly GrowingThing[],
  mention: Mention,
  isMixed: boolean,
): GrowingThing | undefined {
  const { text, type } = mention;
  for (const thing of things) {
    if (thing.spellings.includes(text) && mayBe(mention, thing)) return thing;
  }
  if (!isMixed) return undefined;
  const isArn = text.startsWith('arn:');
  for (const isWhole of [true, false]) {
    for (const thing of things) {
      if (!(isWhole || (type && thing.type)) || !mayBe(mention, thing)) continue;
      for (const other of thing.spellings) {
        if (other.startsWith('arn:') === isArn) continue;
        const [arn, name] = isArn ? [text, other] : [other, text];
        if (!arn.includes(name)) continue;
        if ((isWhole ? endsOf(arn) : partsOf(arn)).includes(name)) return thing;
      }
    }
  }
  return undefined;
}
