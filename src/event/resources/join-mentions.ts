import { findAmong } from './find-among.ts';
import type { Mention } from './mention.ts';
import { createThing, describe, type GrowingThing } from './thing.ts';
import { createThingIndex, firstOf } from './thing-index.ts';

/** At most this many things are compared one by one, which is faster than looking them up. */
const few = 16;
/** Nothing has more names than this beside each other, except those that an attacker gives it. */
const maxSpellings = 16;

/**
 * Joins the mentions of one thing: equal ones, those side by side, an ARN and the names in it.
 * Returns the thing of each mention, in the order of the mentions.
 */
export function joinMentions(mentions: readonly Mention[]): readonly GrowingThing[] {
  if (mentions.length === 1) return mentions.map(thingOf);
  const arns = mentions.filter(({ text }) => text.startsWith('arn:')).length;
  /** Only names are parts of ARNs. */
  const isMixed = arns > 0 && arns < mentions.length;
  const joined: GrowingThing[] = [];
  const index = mentions.length > few ? createThingIndex(isMixed) : undefined;
  const find = (mention: Mention) =>
    index ? index.find(mention) : findAmong(joined, mention, isMixed);
  const groups = groupByThing(mentions);
  for (const mention of mentions) {
    const group = mention.thing && groups.get(mention.thing);
    const beside = group?.thing;
    const thing =
      (beside && beside.spellings.length < maxSpellings ? beside : undefined) ??
      find(mention) ??
      firstOf(group?.mentions ?? [], find) ??
      createThing();
    const isSpelled = index
      ? index.has(mention.text, thing)
      : thing.spellings.includes(mention.text);
    if (!isSpelled) {
      thing.spellings.push(mention.text);
      index?.add(mention.text, thing);
    }
    if (group) group.thing = thing;
    describe(thing, mention);
    joined.push(thing);
  }
  return joined;
}

/** Mentions that are of one thing: its name, its ID and its ARN. */
interface MentionGroup {
  readonly mentions: Mention[];
  /** The thing of the last one that has been joined. */
  thing?: GrowingThing;
}

function groupByThing(mentions: readonly Mention[]): ReadonlyMap<object, MentionGroup> {
  const groups = new Map<object, MentionGroup>();
  for (const mention of mentions) {
    if (!mention.thing) continue;
    const group = groups.get(mention.thing);
    if (group) group.mentions.push(mention);
    else groups.set(mention.thing, { mentions: [mention] });
  }
  return groups;
}

function thingOf(mention: Mention): GrowingThing {
  const thing = createThing();
  thing.spellings.push(mention.text);
  describe(thing, mention);
  return thing;
}
