import type { CloudTrailEvent } from '../event.ts';
import { lastPartOf, parseArn, withoutStar } from './arn.ts';
import type { ResourceType } from './resource-table.ts';
import type { Thing } from './things.ts';
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
  const id = spellings.find((spelling) => typeOfId(spelling) || typeOfId(lastPartOf(spelling)));
  if (id !== undefined && type?.service === 'ec2') return lastPartOf(id);
  if (!type) return shown;
  const text = spellings.find((spelling) => spelling.startsWith('arn:'));
  const arn = text === undefined ? undefined : parseArn(text);
  const isOwned = type.service !== 's3';
  return [
    type.name ?? `${type.service} ${type.noun}`,
    isOwned ? (arn?.account ?? event.recipientAccountId ?? '') : '',
    isOwned && !type.isGlobal ? arn?.region || (event.awsRegion ?? '') : '',
    arn ? nameIn(withoutStar(arn.resource), type) : nameOf(shown, type),
  ].join(' ');
}

/** Returns the name in an ARN's end: its last variable, or the first that is called like it. */
function nameIn(resource: string, { parts: form, service }: ResourceType): string {
  if (service === 's3') return resource;
  // The path of a user or a role is not a part of its name.
  if (service === 'iam') return lastPartOf(resource);
  const variables = form.map((part) =>
    part.includes('$') ? part.slice(part.indexOf('$') + 1) : undefined,
  );
  const last = variables.at(-1);
  const named = variables.indexOf(last);
  const at = last === 'id' ? variables.findIndex(Boolean) : named;
  const parts = resource.split(/([:/])/);
  if (at < 0) return resource;
  return at === variables.length - 1
    ? plainName(parts.slice(2 * at).join(''))
    : (parts[2 * at] ?? '');
}

/** An alias is called `alias/app`, a parameter `/prod/password`: its ARN has one slash. */
function nameOf(name: string, { form }: ResourceType): string {
  const before = form.slice(0, form.indexOf('$'));
  return plainName(before.length > 1 && name.startsWith(before) ? name.slice(before.length) : name);
}

function plainName(name: string): string {
  return name.startsWith('/') ? name.slice(1) : name;
}
