import type { Call } from './call.ts';
import type { Mention } from './mention.ts';
import { isNamed } from './rank-mentions.ts';

/**
 * Joins the name that a call gives to what it creates with the ID in the response, where there is
 * one of each: the groupName and the groupId of CreateSecurityGroup.
 */
export function joinCreated(mentions: readonly Mention[], call: Call): readonly Mention[] {
  if (!call.isCreating) return mentions;
  const isSubject = (mention: Mention) =>
    mention.before === '' && !mention.isDeep && isNamed(mention, call);
  const given = mentions.filter((one) => one.from === 'request' && isSubject(one));
  const made = mentions.filter((one) => one.from === 'response' && isSubject(one));
  const [first] = given;
  if (!first || given.length > 1) return mentions;
  const alike = made.filter((one) => isAlike(first, one));
  const [response] = alike;
  if (!response || alike.some((one) => one.text !== response.text && !isBeside(one, response))) {
    return mentions;
  }
  const thing = response.thing ?? first.thing ?? {};
  return mentions.map((one) => (one === first || one === response ? { ...one, thing } : one));
}

function isAlike(a: Mention, b: Mention): boolean {
  return a.type && b.type ? a.type === b.type || a.type.name === b.type.name : a.noun === b.noun;
}

function isBeside(a: Mention, b: Mention): boolean {
  return a.thing !== undefined && a.thing === b.thing;
}
