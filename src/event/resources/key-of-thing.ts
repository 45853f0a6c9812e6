import type { CloudTrailEvent } from '../event.ts';
import { lastPartOf, parseArn, withoutStar } from './arn.ts';
import type { ResourceType } from './resource-table.ts';
import type { Thing } from './thing.ts';
import { typeOfId } from './value-forms.ts';

/**
 * Returns what a thing is counted by: the same for all spellings of it, also in different events,
 * and different for two things of one name. It has the type, the account, the Region and the name;
 * an ID that EC2 made says enough.
 */
export function keyOfThing(
  { type, spellings }: Thing,
  shown: string,
  event: CloudTrailEvent,
): string {
  if (!type) return shown;
  if (type.service === 'ec2') {
    const id = spellings.find((spelling) => typeOfId(spelling) || typeOfId(lastPartOf(spelling)));
    if (id !== undefined) return lastPartOf(id);
  }
  const text = spellings.find((spelling) => spelling.startsWith('arn:'));
  const arn = text === undefined ? undefined : parseArn(text);
  const isOwned = type.service !== 's3';
  const account = isOwned ? (arn?.account ?? event.recipientAccountId ?? '') : '';
  const region = isOwned && !type.isGlobal ? arn?.region || (event.awsRegion ?? '') : '';
  const name = arn ? nameIn(withoutStar(arn.resource), type) : nameOf(shown, type);
  return `${type.name ?? `${type.service} ${type.noun}`} ${account} ${region} ${name}`;
}

/** Returns the name in an ARN's end: its last variable, or the first that is called like it. */
function nameIn(resource: string, type: ResourceType): string {
  const { parts: form, service } = type;
  if (service === 's3') return resource;
  // The path of a user or a role is not a part of its name.
  if (service === 'iam') return lastPartOf(resource);
  const at = placeOfName(type);
  if (at < 0) return resource;
  if (at === form.length - 1) return plainName(resource.slice(startOfPart(resource, at)));
  return resource.slice(startOfPart(resource, at), startOfPart(resource, at + 1) - 1);
}

/** Returns which part of the form of an ARN is the name; -1 when none is. */
function placeOfName(type: ResourceType): number {
  const known = places.get(type);
  if (known !== undefined) return known;
  const variables = type.parts.map((part) =>
    part.includes('$') ? part.slice(part.indexOf('$') + 1) : undefined,
  );
  const last = variables.at(-1);
  const at = last === 'id' ? variables.findIndex(Boolean) : variables.indexOf(last);
  places.set(type, at);
  return at;
}

const places = new Map<ResourceType, number>();

/**
 * Returns where a part begins, after a colon or a slash; past the end when there is no such part.
 */
function startOfPart(resource: string, part: number): number {
  let found = 0;
  for (let at = 0; at < resource.length; at++) {
    if (found === part) return at;
    if (resource[at] === ':' || resource[at] === '/') found++;
  }
  return resource.length + (found === part ? 0 : 1);
}

/** An alias is called `alias/app`, a parameter `/prod/password`: its ARN has one slash. */
function nameOf(name: string, { form }: ResourceType): string {
  const before = form.slice(0, form.indexOf('$'));
  return plainName(before.length > 1 && name.startsWith(before) ? name.slice(before.length) : name);
}

function plainName(name: string): string {
  return name.startsWith('/') ? name.slice(1) : name;
}
