import type { Mention } from './mention.ts';
import type { ResourceType } from './resource-table.ts';
import { isWordFor } from './word-for-type.ts';

/** Something in AWS that an event is about or touches. */
export interface Thing {
  /** Its IDs, names and ARNs, as the event has them. */
  readonly spellings: readonly string[];
  readonly type: ResourceType | undefined;
  /** What CloudFormation or CloudTrail calls its type; absent where they have no name. */
  readonly typeName?: string;
}

/** A thing while its mentions are joined. */
export interface GrowingThing extends Thing {
  readonly spellings: string[];
  noun: string;
  type: ResourceType | undefined;
  typeName?: string;
  /** Whether the event itself states the type. */
  isStated?: boolean;
}

/** Creates a thing that nothing is known about yet. */
export function createThing(): GrowingThing {
  return { spellings: [], noun: '', type: undefined };
}

/** Adds what a mention says about a thing. */
export function describe(thing: GrowingThing, { noun, type, stated, text }: Mention): void {
  // An ARN says best what a thing is that is only called a name, or as in another service.
  const isUnsure = thing.noun === '' || (type && type.service !== thing.type?.service);
  const isBetter = isUnsure && text.startsWith('arn:');
  if (!thing.type || isBetter) thing.type = type ?? thing.type;
  if (thing.noun === '') thing.noun = noun;
  const name = stated ?? (thing.isStated ? undefined : thing.type?.name);
  if (stated) thing.isStated = true;
  if (name) thing.typeName = name;
}

/** Whether a mention may be of the thing, when one is spelled as the other or as a part of it. */
export function mayBe({ noun, type }: Mention, thing: GrowingThing): boolean {
  if (type && thing.type) {
    return isAlike(type, thing.type);
  }
  const known = type ?? thing.type;
  const word = type ? thing.noun : noun;
  return known === undefined || word === '' || isWordFor(word, known);
}

/** Whether two types may be of one thing: the ID of a `graphqlapi` is also that of an `api`. */
function isAlike(a: ResourceType, b: ResourceType): boolean {
  if (a === b || (a.name !== undefined && a.name === b.name)) return true;
  return a.service === b.service && (a.noun.endsWith(b.noun) || b.noun.endsWith(a.noun));
}
