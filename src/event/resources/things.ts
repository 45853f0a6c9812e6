import type { CloudTrailEvent } from '../event.ts';
import { lastPartOf, parseArn, withoutStar } from './arn.ts';
import { type Call, callOf } from './call.ts';
import { findMentions, isWordFor } from './find-mentions.ts';
import { joinCreated } from './join-created.ts';
import type { Mention } from './mention.ts';
import { notNamed, rankOf } from './rank-mentions.ts';
import type { ResourceType } from './resource-table.ts';

/** Something in AWS that an event is about or touches. */
export interface Thing {
  /** Its IDs, names and ARNs, as the event has them. */
  readonly spellings: readonly string[];
  readonly type: ResourceType | undefined;
  /** What CloudFormation or CloudTrail calls its type; absent where they have no name. */
  readonly typeName?: string;
}

/** A call can name 1,000 instances. */
const maxThings = 2_000;
/** The most parts of an ARN that are compared with names. */
const maxParts = 12;

/** Returns the things that an event involves, each once, what the call is about first. */
export function thingsOf(event: CloudTrailEvent): readonly Thing[] {
  const call = callOf(event);
  const things = joinMentions(joinCreated(findMentions(event, call), call), call);
  if (things.length < 2) return things;
  const main = things.reduce((least, thing) => (thing.rank < least.rank ? thing : least));
  // All others in the event's order, the instances of a launch before its image and its network.
  const others = things.filter((thing) => thing !== main);
  const [named, further] = partition(others, ({ rank }) => rank < notNamed);
  return [main, ...named, ...further].slice(0, maxThings);
}

function partition<T>(all: readonly T[], test: (one: T) => boolean): [T[], T[]] {
  const [passed, failed]: [T[], T[]] = [[], []];
  for (const one of all) (test(one) ? passed : failed).push(one);
  return [passed, failed];
}

interface GrowingThing extends Thing {
  readonly spellings: string[];
  noun: string;
  type: ResourceType | undefined;
  typeName?: string;
  /** Whether the event itself states the type. */
  isStated?: boolean;
  rank: number;
}

/** Joins the mentions of one thing: equal ones, those side by side, an ARN and the names in it. */
function joinMentions(mentions: readonly Mention[], call: Call): GrowingThing[] {
  const things: GrowingThing[] = [];
  const arns = mentions.filter(({ text }) => text.startsWith('arn:')).length;
  /** Only names are parts of ARNs. */
  const isMixed = arns > 0 && arns < mentions.length;
  const byText = new Map<string, GrowingThing[]>();
  const byEnd = new Map<string, GrowingThing[]>();
  const byPart = new Map<string, GrowingThing[]>();
  const byObject = new Map<object, GrowingThing>();
  const put = (map: Map<string, GrowingThing[]>, key: string, thing: GrowingThing) => {
    const list = map.get(key);
    if (!list) map.set(key, [thing]);
    else if (list.length < maxAlike && !list.includes(thing)) list.push(thing);
  };
  const note = (text: string, thing: GrowingThing) => {
    thing.spellings.push(text);
    if (isSmall) return;
    put(byText, text, thing);
    if (!isMixed) return;
    for (const end of endsOf(text)) put(byEnd, end, thing);
    for (const part of partsOf(text)) put(byPart, part, thing);
  };
  const isSmall = mentions.length <= few;
  const find = (mention: Mention) => {
    if (isSmall) return findAmong(things, mention, isMixed);
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
  };
  const besides = groupByThing(mentions);
  for (const mention of mentions) {
    const beside = mention.thing && besides.get(mention.thing);
    const thing =
      besideIn(byObject, mention) ??
      find(mention) ??
      (beside && firstOf(beside, find)) ??
      addTo(things);
    if (!thing.spellings.includes(mention.text)) note(mention.text, thing);
    if (mention.thing) byObject.set(mention.thing, thing);
    describe(thing, mention, rankOf(mention, call));
  }
  return things;
}

/**
 * Returns the thing that is named beside the mention. Nothing has more names than an attacker gives
 * it.
 */
function besideIn(
  byObject: ReadonlyMap<object, GrowingThing>,
  { thing }: Mention,
): GrowingThing | undefined {
  const found = thing && byObject.get(thing);
  return found && found.spellings.length < few ? found : undefined;
}

/** At most this many things are compared one by one, which is faster than looking them up. */
const few = 16;

/** Finds the thing of a mention as the maps above do. */
function findAmong(
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
        if ((isWhole ? endsOf(arn) : partsOf(arn)).includes(name)) return thing;
      }
    }
  }
  return undefined;
}

/** More things of one name are not compared. */
const maxAlike = 8;

function addTo(things: GrowingThing[]): GrowingThing {
  const thing: GrowingThing = {
    spellings: [],
    noun: '',
    type: undefined,
    rank: Number.POSITIVE_INFINITY,
  };
  things.push(thing);
  return thing;
}

function describe(thing: GrowingThing, mention: Mention, rank: number): void {
  const { noun, type, stated, text } = mention;
  // An ARN says best what a thing is that is only called a name.
  const isBetter = thing.noun === '' && text.startsWith('arn:');
  if (!thing.type || isBetter) thing.type = type ?? thing.type;
  if (thing.noun === '') thing.noun = noun;
  const name = stated ?? (thing.isStated ? undefined : thing.type?.name);
  if (stated) thing.isStated = true;
  if (name) thing.typeName = name;
  thing.rank = Math.min(thing.rank, rank);
}

/** Whether a mention may be of the thing, when one is spelled as the other or as a part of it. */
function mayBe({ noun, type }: Mention, thing: GrowingThing): boolean {
  if (type && thing.type) {
    return type === thing.type || (type.name !== undefined && type.name === thing.type.name);
  }
  const known = type ?? thing.type;
  const word = type ? thing.noun : noun;
  return known === undefined || word === '' || isWordFor(word, known);
}

function groupByThing(mentions: readonly Mention[]): ReadonlyMap<object, readonly Mention[]> {
  const groups = new Map<object, Mention[]>();
  if (mentions.length < 2) return groups;
  for (const mention of mentions) {
    if (!mention.thing) continue;
    const group = groups.get(mention.thing);
    if (group) group.push(mention);
    else groups.set(mention.thing, [mention]);
  }
  return groups;
}

function firstOf<T>(
  all: readonly T[],
  find: (one: T) => GrowingThing | undefined,
): GrowingThing | undefined {
  for (const one of all) {
    const found = find(one);
    if (found) return found;
  }
  return undefined;
}

/** Returns the parts of an ARN that may be names, which only its type can say. */
function partsOf(text: string): readonly string[] {
  return (
    parseArn(text)
      ?.resource.split(/[:/]/, maxParts)
      .filter((part) => part !== '') ?? []
  );
}

/** Returns the ends of an ARN at which a name or an ID may begin. */
function endsOf(text: string): string[] {
  const resource = parseArn(text)?.resource;
  if (resource === undefined) return [];
  const whole = withoutStar(resource);
  const ends = [whole];
  for (let at = 0; at < whole.length && ends.length < maxParts; at++) {
    // A parameter's name begins with the slash: parameter/prod/password.
    if (whole[at] === '/') ends.push(whole.slice(at));
    if (whole[at] === '/' || whole[at] === ':') ends.push(whole.slice(at + 1));
  }
  return [...ends, lastPartOf(whole)];
}
