import type { CloudTrailEvent } from '../event.ts';
import { lastPartOf } from './arn.ts';
import { keyOfThing } from './key-of-thing.ts';
import type { Thing } from './thing.ts';
import { thingsOf } from './things.ts';

/**
 * Returns the resources that an event involves, each ID, name and ARN once, what the call is about
 * first: the ARNs of its `resources`, then IDs, names and ARNs from the request and from the
 * response (which names created resources); for events that a service made on its own, those in
 * serviceEventDetails and additionalEventData too. An S3 object is given as `bucket/key`.
 */
export function resourcesOf(event: CloudTrailEvent): readonly string[] {
  return [...new Set(thingsOf(event).flatMap((thing) => thing.spellings))];
}

/** Returns the same resources, each thing once, in the spelling that says most in least. */
export function distinctResourcesOf(event: CloudTrailEvent): readonly string[] {
  return [...new Set(thingsOf(event).map(spellingOf))];
}

/** A resource of an event. */
export interface CountedResource {
  readonly text: string;
  /** Equal for all spellings of the same resource. */
  readonly key: string;
}

/** Returns the same resources as `distinctResourcesOf`, with the keys that they are counted by. */
export function countedResourcesOf(event: CloudTrailEvent): readonly CountedResource[] {
  return thingsOf(event).map((thing) => {
    const text = spellingOf(thing);
    return { text, key: keyOfThing(thing, text, event) };
  });
}

/**
 * Returns the spelling of a thing: the one in which its ARN ends, else one that is in it, else the
 * ARN, else its first.
 */
function spellingOf({ spellings }: Thing): string {
  const [first = ''] = spellings;
  if (spellings.length === 1) return first;
  const arn = spellings.find((spelling) => spelling.startsWith('arn:'));
  if (!arn || arn === first) return first;
  const last = lastPartOf(arn);
  const isIn = (spelling: string) => arn.includes(`:${spelling}`) || arn.includes(`/${spelling}`);
  return spellings.find((one) => one === last) ?? spellings.find(isIn) ?? arn;
}
