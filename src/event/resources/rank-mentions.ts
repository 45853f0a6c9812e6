import type { Call } from './call.ts';
import type { Mention } from './mention.ts';

/**
 * Returns the rank of a mention: the thing with the lowest one is what the call is about. Things
 * named in the call's name come first, then those whose types AWS publishes for the action, then
 * all others, each in the order in which the event has them.
 */
export function rankOf(mention: Mention, call: Call): number {
  const kin = kinOf(mention, call);
  const before = mention.before === '' ? 0 : (beforeRanks[mention.before.split(' ')[0] ?? ''] ?? 0);
  const made = mention.from === 'response' ? createdRank(mention, call) : 0;
  // A launch that failed has no instance; the image comes closest to it.
  const isOrigin = call.isCreating && kin >= notNamed && origins.test(mention.noun);
  const isPart = mention.isDeep && mention.from === 'request' && !isOrigin;
  return kin + before + made + (isPart ? part : 0) - (isOrigin ? origin : 0);
}

const named = 1_000;
/** Things that the call's name names have a lower rank. */
export const notNamed = 2_000;
/** Things that new ones are made from come before others whose types are expected. */
const origin = 50;
const origins = /^(?:image|launchtemplate|snapshot)$/;
const expected = notNamed + origin;
const other = 4_000;
const optional = 100;
/** After the parameters whose types are expected. */
const part = 1_500;

/** Whether the call's name names the thing, or the thing is only called a name. */
export function isNamed(mention: Mention, call: Call): boolean {
  return lengthOf(mention, call) > 0;
}

/** Returns the length of the longest word for the thing in the call's name. */
function lengthOf({ noun, type }: Mention, { words }: Call): number {
  // A thing that is only called a name is what the call is named for.
  if (noun === '') return 1;
  if (roles.has(noun)) return 0;
  let length = words.has(noun) ? noun.length : 0;
  for (const word of type?.words ?? []) {
    if (word.length > length && words.has(word)) length = word.length;
  }
  return length;
}

function kinOf(mention: Mention, call: Call): number {
  const { noun, type } = mention;
  const { expected: types } = call;
  const isOf = ({ type: one }: Call['expected'][number]) =>
    type ? one === type || (one.name !== undefined && one.name === type.name) : one.noun === noun;
  const found = types.find(isOf);
  const need = found?.isRequired ? 0 : optional;
  const length = mention.isSelf && found ? optional : lengthOf(mention, call);
  if (length > 0) return named + need - Math.min(length, optional - 1);
  return found ? expected + need : other;
}

/** Words for the part that something has in a call. */
const roles: ReadonlySet<string> = new Set(['target', 'resource', 'source', 'destination']);

/** What a copy is made from, and what a thing is called from now on, come after it. */
const beforeRanks: Readonly<Record<string, number>> = {
  source: 300,
  new: 300,
  peer: 300,
  original: 300,
};

/**
 * A call that makes something is about that. A build or a query that a call starts belongs to the
 * thing that it is about; an execution is a thing of its own.
 */
function createdRank(mention: Mention, call: Call): number {
  if (!isNamed(mention, call)) return 0;
  if (call.isCreating) return -500;
  return call.verb === 'start' && !mention.noun.endsWith('execution') ? 2_500 : 0;
}
