import { type CloudTrailEvent, eventNameOf } from './event.ts';
import { isObject, ownText } from './own-property.ts';
import { resourceNouns } from './resource-nouns.ts';

/**
 * RunInstances, the deepest known call, has the security groups of network interfaces at depth 10.
 */
const maxDepth = 20;
/** Hardly more values fit into the 100 KB above which CloudTrail omits a request or a response. */
const maxValues = 30_000;
/** A call can name 1,000 instances. */
const maxResources = 2_000;
/** The maximum length of an ARN. */
const maxLength = 2_048;

/** The state of a search. */
interface Search {
  /** The event's name in lower case. */
  readonly eventName: string;
  /** Resources of the kind in the event's name: the instanceId of TerminateInstances. */
  readonly subjects: Map<string, Noun>;
  /**
   * Values of a `name` without a noun, which belong to the subject unless a better one is found.
   */
  readonly names: Map<string, Noun>;
  readonly others: Map<string, Noun>;
  valuesLeft: number;
}

/**
 * The noun of the resource that a value identifies; undefined for an ARN, empty when the key is
 * only `name`.
 */
type Noun = string | undefined;

/** The position of a value in the parameters. */
interface Place {
  readonly depth: number;
  readonly noun: Noun;
  /** The noun that the object describes, to which a `name` without a noun in it refers. */
  readonly described: string | undefined;
}

/**
 * Returns the resources that an event involves, each once, the main one of the call first: the ARNs
 * of its `resources`, then IDs, names and ARNs from the request and from the response (which names
 * created resources); for events that a service made on its own, those in serviceEventDetails and
 * additionalEventData too. An S3 object is given as `bucket/key`.
 */
export function resourcesOf(event: CloudTrailEvent): readonly string[] {
  return [...resourceNounsOf(event).keys()].slice(0, maxResources);
}

/** Returns the same resources, each with its noun in `resourceNouns`; the list is not cut short. */
export function resourceNounsOf(event: CloudTrailEvent): ReadonlyMap<string, Noun> {
  const search: Search = {
    eventName: eventNameOf(event).toLowerCase(),
    subjects: new Map(),
    names: new Map(),
    others: new Map(),
    valuesLeft: maxValues,
  };
  findObject(event.requestParameters, search);
  find(event.requestParameters, top, search);
  find(event.responseElements, top, search);
  find(event.serviceEventDetails, top, search);
  if (event.eventType === 'AwsServiceEvent') find(event.additionalEventData, top, search);
  const { subjects, names, others } = search;
  const found = new Map<string, Noun>();
  for (const arn of listedArns(event)) found.set(arn, undefined);
  for (const [resource, noun] of [...subjects, ...names, ...others]) {
    if (!found.get(resource)) found.set(resource, noun);
  }
  return found;
}

/**
 * Returns the same resources without those that only repeat the end of another: a bucket's ARN and
 * then its name.
 */
export function distinctResourcesOf(event: CloudTrailEvent): readonly string[] {
  const byLastPart = new Map<string, string[]>();
  return resourcesOf(event).filter((resource) => {
    const last = lastPartOf(resource);
    const alike = byLastPart.get(last) ?? [];
    if (alike.some((other) => endsIn(resource, other) || endsIn(other, resource))) return false;
    byLastPart.set(last, [...alike, resource]);
    return true;
  });
}

/**
 * Returns the last part of an ARN or a path, after a colon or a slash; the whole text when it has
 * neither.
 */
export function lastPartOf(resource: string): string {
  const name = withoutStar(resource);
  return name.slice(Math.max(name.lastIndexOf(':'), name.lastIndexOf('/')) + 1);
}

/** Removes the `:*` in which the ARN of a log group ends. */
function withoutStar(resource: string): string {
  return resource.endsWith(':*') ? resource.slice(0, -2) : resource;
}

function endsIn(resource: string, end: string): boolean {
  const name = withoutStar(resource);
  return name === end || name.endsWith(`/${end}`) || name.endsWith(`:${end}`);
}

/** Returns the ARNs in `resources`; calls that list S3 objects have an ARNPrefix instead. */
function listedArns({ resources }: CloudTrailEvent): readonly string[] {
  if (!Array.isArray(resources)) return [];
  return resources.flatMap(({ ARN, arn, ARNPrefix }) => ARN || arn || ARNPrefix || []);
}

function findObject(request: unknown, { subjects }: Search): void {
  const bucket = ownText(request, 'bucketName');
  const key = ownText(request, 'key');
  if (bucket && key) subjects.set(`${bucket}/${key}`, 'object');
}

const top: Place = { depth: 0, noun: undefined, described: undefined };

function find(value: unknown, place: Place, search: Search): void {
  search.valuesLeft -= 1;
  if (search.valuesLeft < 0 || place.depth > maxDepth) return;
  if (typeof value === 'string') {
    add(value, place.noun, search);
  } else if (Array.isArray(value)) {
    const element = { ...place, depth: place.depth + 1 };
    for (const each of value) find(each, element, search);
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) find(value[key], placeOf(key, place), search);
  }
}

function add(value: string, noun: Noun, search: Search): void {
  if (noun === undefined && !arn.test(value)) return;
  if (value.length > maxLength || notAnIdentifier.test(value)) return;
  const { subjects, names, others } = search;
  const found = noun === '' ? names : noun && search.eventName.includes(noun) ? subjects : others;
  if (!found.get(value)) found.set(value, noun);
}

const arn = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:./;

/** Values that are empty, masked (`***`), withheld, or text such as a policy document. */
const notAnIdentifier = /^[*\s]*$|^HIDDEN_|[{}\r\n]/;

function placeOf(key: string, parent: Place): Place {
  const depth = parent.depth + 1;
  const word = singular(key.toLowerCase());
  if (wrappers.has(word)) return { ...parent, depth };
  return {
    depth,
    noun: nounOf(word, parent),
    described: resourceNouns.has(word) ? word : undefined,
  };
}

/**
 * Keys that hold the value of the key above: {"VpcId": {"tag": 1, "content": "vpc-1"}}, {"items":
 * []}.
 */
const wrappers: ReadonlySet<string> = new Set(['content', 'item', 'member']);

function nounOf(word: string, parent: Place): Noun {
  const suffix = suffixes.find((end) => word.endsWith(end));
  if (suffix === undefined) return parent.depth === 0 && bareNouns.has(word) ? word : undefined;
  const noun = word.slice(0, -suffix.length);
  if (noun === '') return parent.depth === 0 ? '' : parent.described;
  return resourceNouns.has(noun) ? noun : undefined;
}

const suffixes = ['identifier', 'name', 'arn', 'id'];

/** Nouns that parameters use without a suffix: {"cluster": "web"}, {"target": "i-1"}. */
const bareNouns: ReadonlySet<string> = new Set(
  `alias bucket cluster destination function repository role rule service stream table target task
  taskdefinition`.split(/\s+/),
);

/** Returns `instanceid` for instanceIds, `trailname` for trailNameList. */
function singular(word: string): string {
  if (word.endsWith('list')) return word.slice(0, -'list'.length);
  return word.endsWith('s') && !resourceNouns.has(word) ? word.slice(0, -1) : word;
}
