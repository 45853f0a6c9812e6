import type { CloudTrailEvent } from '../event.ts';
import { ownText } from '../own-property.ts';
import { parseArn, typeOfText } from './arn.ts';
import type { Call } from './call.ts';
import type { Mention } from './mention.ts';
import type { Search } from './search.ts';
import { findInParameters } from './walk-parameters.ts';

/**
 * An event of CloudTrail has at most 256 KB, in which 64,000 of the shortest values fit. Only a
 * record that AWS did not write has more.
 */
const maxValues = 100_000;

/**
 * Returns the values of an event that identify something, in the order in which they occur: in its
 * `resources`, the request, the response, and the message that says what was denied; for events
 * that a service made on its own, also in serviceEventDetails and additionalEventData.
 */
export function findMentions(event: CloudTrailEvent, call: Call): readonly Mention[] {
  const search: Search = {
    call,
    account: event.recipientAccountId ?? undefined,
    mentions: [],
    from: 'resources',
    valuesLeft: maxValues,
  };
  findListed(event, search);
  search.from = 'request';
  findObjectOfBucket(event.requestParameters, search);
  findInParameters(event.requestParameters, search);
  search.from = 'response';
  findInParameters(event.responseElements, search);
  findInParameters(event.serviceEventDetails, search);
  if (mayAddResources(event)) {
    if (event.eventType === serviceEvent) findInParameters(event.additionalEventData, search);
    findSwitched(event, search);
  }
  findDenied(event, search);
  return search.mentions;
}

/** Whether the event is one of those whose additionalEventData is read. */
export function mayAddResources({ eventType, eventName }: CloudTrailEvent): boolean {
  return eventType === serviceEvent || eventName === switching;
}

const serviceEvent = 'AwsServiceEvent';
const switching = 'SwitchRole';

/** Reads `resources`; calls that list S3 objects have an ARNPrefix instead of an ARN. */
function findListed({ resources }: CloudTrailEvent, search: Search): void {
  if (!Array.isArray(resources)) return;
  for (const { ARN, arn, ARNPrefix, type } of resources) {
    const text = ARN || arn || ARNPrefix;
    if (!text) continue;
    const typeOf = typeOfText(text);
    search.mentions.push({
      text,
      noun: typeOf?.noun ?? '',
      type: typeOf,
      ...(type && { stated: type }),
      before: '',
      from: 'resources',
    });
  }
}

function findObjectOfBucket(request: unknown, search: Search): void {
  const bucket = ownText(request, 'bucketName');
  const key = ownText(request, 'key');
  if (!bucket || !key) return;
  const type = typeOfText(`arn:aws:s3:::${bucket}/${key}`);
  add({ text: `${bucket}/${key}`, noun: 'object', type, before: '' }, search);
}

/** The console names the role that a user switches to in additionalEventData. */
function findSwitched({ additionalEventData, eventName }: CloudTrailEvent, search: Search): void {
  const role = ownText(additionalEventData, 'SwitchTo');
  if (eventName !== switching || !role || !parseArn(role)) return;
  const type = typeOfText(role);
  add({ text: role, noun: type?.noun ?? 'role', type, before: '' }, search);
}

/** Denied calls have no request, but AWS names the resource in the message. */
function findDenied({ errorMessage }: CloudTrailEvent, search: Search): void {
  const at = errorMessage?.indexOf(beforeArn) ?? -1;
  if (!errorMessage || at < 0) return;
  search.from = 'message';
  const start = at + beforeArn.length - 'arn:'.length;
  const text = /^[^\s"']*/.exec(errorMessage.slice(start, start + 2_048))?.[0] ?? '';
  const arn = text.replace(/[.,;:]$/, '');
  if (!parseArn(arn) || arn.endsWith('*')) return;
  const type = typeOfText(arn);
  add({ text: arn, noun: type?.noun ?? '', type, before: '' }, search);
}

const beforeArn = 'on resource: arn:';

function add(mention: Omit<Mention, 'from'>, { mentions, from }: Search): void {
  mentions.push({ ...mention, from });
}
