import type { CloudTrailEvent } from '../event.ts';
import { type Call, callOf } from './call.ts';
import { findMentions } from './find-mentions.ts';
import { joinCreated } from './join-created.ts';
import { joinMentions } from './join-mentions.ts';
import type { Mention } from './mention.ts';
import { notNamed, rankOf } from './rank-mentions.ts';
import type { Thing } from './thing.ts';

/** Returns the things that an event involves, each once, what the call is about first. */
export function thingsOf(event: CloudTrailEvent): readonly Thing[] {
  const call = callOf(event);
  const mentions = joinCreated(findMentions(event, call), call);
  const joined = joinMentions(mentions);
  const [first] = joined;
  if (!first || joined.every((thing) => thing === first)) return first ? [first] : [];
  const ranks = ranksOf(mentions, joined, call);
  const things = [...ranks.keys()];
  const rank = (thing: Thing) => ranks.get(thing) ?? Number.POSITIVE_INFINITY;
  const main = things.reduce((least, thing) => (rank(thing) < rank(least) ? thing : least));
  // All others in the event's order, the instances of a launch before its image and its network.
  const others = things.filter((thing) => thing !== main);
  const named = others.filter((thing) => rank(thing) < notNamed);
  const further = others.filter((thing) => rank(thing) >= notNamed);
  return [main, ...named, ...further];
}

/** Returns the things in the order in which they are first mentioned, with their lowest ranks. */
function ranksOf(
  mentions: readonly Mention[],
  joined: readonly Thing[],
  call: Call,
): ReadonlyMap<Thing, number> {
  const ranks = new Map<Thing, number>();
  for (const [at, mention] of mentions.entries()) {
    const thing = joined[at];
    if (!thing) continue;
    const rank = rankOf(mention, call);
    ranks.set(thing, Math.min(rank, ranks.get(thing) ?? rank));
  }
  return ranks;
}
