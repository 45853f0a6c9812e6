import { type CloudTrailEvent, isAccountId } from '../event.ts';
import { isObject, ownText } from '../own-property.ts';
import { parseArn, typeOfArn, withoutStar } from './arn.ts';
import { type Call, creating } from './call.ts';
import type { Mention } from './mention.ts';
import { type ParameterName, type ParameterReader, readerOf } from './parameter-name.ts';
import type { ResourceType } from './resource-table.ts';
import { arnOfQueueUrl, mayIdentify, typeOfId } from './value-forms.ts';

/**
 * RunInstances, the deepest known call, has the security groups of network interfaces at depth 10.
 */
const maxDepth = 20;
/** Hardly more values fit into the 100 KB above which CloudTrail omits a request or a response. */
const maxValues = 30_000;

/** The most things of an object whose names and IDs are joined; no known one has more than ten. */
const maxNamed = 64;

/** The state of a search. */
interface Search {
  readonly call: Call;
  readonly reader: ParameterReader;
  readonly account: string | undefined;
  readonly mentions: Mention[];
  from: Mention['from'];
  valuesLeft: number;
}

/** The position of a value in the parameters. */
interface Place {
  readonly depth: number;
  /** Whether the value is a parameter of the call, not a part of one. */
  readonly isTop: boolean;
  readonly name: ParameterName;
  /** The noun that the object around the value describes: its `name` is the name of that. */
  readonly described: Pick<ParameterName, 'noun' | 'type'> | undefined;
  /** The noun that the object around the value names. */
  readonly beside: Named[] | undefined;
}

/** A thing that an object names, by its ID, its name or its ARN. */
type Named = Pick<ParameterName, 'before'> & { readonly noun: string };

/**
 * Returns the values of an event that identify something, in the order in which they occur: in its
 * `resources`, the request, the response, and the message that says what was denied; for events
 * that a service made on its own, also in serviceEventDetails and additionalEventData.
 */
export function findMentions(event: CloudTrailEvent, call: Call): readonly Mention[] {
  const search: Search = {
    call,
    reader: readerOf(call.prefix),
    account: event.recipientAccountId ?? undefined,
    mentions: [],
    from: 'resources',
    valuesLeft: maxValues,
  };
  findListed(event, search);
  search.from = 'request';
  findObjectOfBucket(event.requestParameters, search);
  find(event.requestParameters, top, search);
  search.from = 'response';
  find(event.responseElements, top, search);
  find(event.serviceEventDetails, top, search);
  if (event.eventType === 'AwsServiceEvent') find(event.additionalEventData, top, search);
  findSwitched(event, search);
  findDenied(event, search);
  return search.mentions;
}

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
  if (eventName !== 'SwitchRole' || !role || !parseArn(role)) return;
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

const noName: ParameterName = { ending: 'bare', words: [], noun: undefined, before: '' };
const top: Place = {
  depth: 0,
  isTop: true,
  name: noName,
  described: undefined,
  beside: undefined,
};

function find(value: unknown, place: Place, search: Search): void {
  search.valuesLeft -= 1;
  if (search.valuesLeft < 0 || place.depth > maxDepth) return;
  if (typeof value === 'string') {
    findInText(value, place, search);
  } else if (Array.isArray(value)) {
    const element = { ...place, depth: place.depth + 1, beside: undefined };
    for (const each of value) find(each, element, search);
  } else if (isObject(value)) {
    findInObject(value, place, search);
  }
}

function findInObject(
  object: Readonly<Record<string, unknown>>,
  place: Place,
  search: Search,
): void {
  const beside: Named[] = [];
  const depth = place.depth + 1;
  const described = place.depth === 0 ? undefined : describedBy(place);
  for (const key of Object.keys(object)) {
    const value = object[key];
    // Numbers, flags and missing values identify nothing.
    if (!value || (typeof value !== 'string' && typeof value !== 'object')) {
      search.valuesLeft -= 1;
      continue;
    }
    const word = lowerCaseOf(key);
    if (notThings.has(word)) continue;
    if (wrappers.has(word)) find(value, { ...place, depth }, search);
    else if (place.depth === 0 && isObject(value) && isRequest(word, search.call))
      find(value, top, search);
    else if (isSetting(object, key, word)) continue;
    else {
      const name = search.reader.read(key);
      const isTop = place.depth === 0;
      find(value, { depth, isTop, name, described, beside }, search);
    }
  }
}

const lowerCase = new Map<string, string>();

/** Returns the key in lower case, for usual keys from memory. */
function lowerCaseOf(key: string): string {
  let word = lowerCase.get(key);
  if (word === undefined) {
    word = key.toLowerCase();
    if (lowerCase.size >= maxKeys) lowerCase.clear();
    if (key.length <= maxKeyLength) lowerCase.set(key, word);
  }
  return word;
}

const maxKeys = 5_000;
const maxKeyLength = 128;

/** Returns what an object describes: that is named by the key above it. */
function describedBy({ name, described }: Place): Place['described'] {
  if (name.noun === undefined) return undefined;
  return name.noun === '' ? described : name;
}

/** Keys that hold the value of the key above: {"VpcId": {"tag": 1, "content": "vpc-1"}}. */
const wrappers: ReadonlySet<string> = new Set(['content', 'item', 'items', 'member', 'members']);

/** Keys below which nothing is a resource. */
const notThings: ReadonlySet<string> = new Set([
  ...['tags', 'tag', 'tagset', 'taglist', 'tagkeys', 'tagspecificationset', 'tagspecifications'],
  ...['command', 'commands', 'requestid', 'clienttoken', 'clientrequesttoken', 'nexttoken'],
  ...['idempotencytoken', 'filterset', 'filters', 'x-amz-id-2'],
]);

/**
 * Whether the key is that of an EC2 request, such as CreateFlowLogsRequest, which holds the
 * parameters.
 */
function isRequest(word: string, { action }: Call): boolean {
  return word === 'request' || word === `${action}request` || word === `${action}response`;
}

/** Whether the key names a setting, such as a variable: {"name": "DB_HOST", "value": "h"}. */
function isSetting(object: Readonly<Record<string, unknown>>, key: string, word: string): boolean {
  const ending = ['name', 'key'].find((one) => word.endsWith(one));
  if (ending === undefined) return false;
  const stem = key.slice(0, -ending.length);
  const isLower = /[nk][a-z]+$/.test(key);
  return ['Value', 'Values', 'ValueFrom', 'ValueSet', 'Operator', 'Type'].some((ending, at) => {
    // An attribute's type alone (`attributeType`) makes only an attribute a setting.
    if (at > 4 && stem.toLowerCase() !== 'attribute') return false;
    const lower = ending[0]?.toLowerCase() + ending.slice(1);
    return Object.hasOwn(object, stem + (stem === '' && isLower ? lower : ending));
  });
}

function findInText(text: string, place: Place, search: Search): void {
  const found = mayIdentify(text) ? readText(text, place, search) : undefined;
  if (!found) return;
  search.mentions.push({
    text: found.text ?? text,
    noun: found.noun,
    type: found.type,
    before: place.name.before,
    from: search.from,
    isSelf: found.isSelf ?? false,
    isDeep: place.depth >= deep,
    thing: found.isApart ? undefined : thingOf(place),
  });
}

/** A value at this depth is nested two levels deep in the request. */
const deep = 4;

/** The resource that a text identifies. */
interface Reading extends Pick<Mention, 'noun' | 'type' | 'isSelf'> {
  /** The text in a better spelling. */
  readonly text?: string;
  /** Whether it is another thing than the names beside it. */
  readonly isApart?: boolean;
}

/** Returns what a text identifies: by its own form if it has one, else by its parameter. */
function readText(text: string, place: Place, search: Search): Reading | undefined {
  if (text.startsWith('arn:')) return readArn(text, place);
  const queue = place.name.ending === 'url' ? arnOfQueueUrl(text) : undefined;
  if (queue) return { text: queue, noun: 'queue', type: typeOfText(queue) };
  if (isAccountId(text) && isGrantee(place, search)) {
    return isOther(text, search) ? { noun: 'account', type: accountType(place) } : undefined;
  }
  const idType = typeOfId(text);
  if (idType && isCalledSo(idType, place)) return { noun: nounBeside(idType, place), type: idType };
  return nounOf(place, text, search);
}

function accountType({ name }: Place): ResourceType | undefined {
  return name.noun === 'account' ? name.type : undefined;
}

/**
 * Whether the parameter may mean the type: `key-…` is also the ID of an SSH key of another service.
 */
function isCalledSo(type: ResourceType, { name: { noun, words } }: Place): boolean {
  return !noun || anyRole.test(noun) || isWordFor(words.join(''), type);
}

const anyRole = /^(?:target|source|destination|resource|endpoint|attachment|association|member)$/;

/** An ID's prefix says what it is; the parameter may have the better word for it. */
function nounBeside({ noun }: ResourceType, { name }: Place): string {
  return name.noun && name.noun.length > noun.length && name.noun.endsWith(noun) ? name.noun : noun;
}

function readArn(text: string, place: Place): Reading | undefined {
  const arn = parseArn(text);
  // A policy has patterns of ARNs; the ARN of a log group ends in `:*`.
  if (!arn || withoutStar(text).includes('*')) return undefined;
  const type = typeOfArn(arn);
  const { name, described } = place;
  const called = name.noun || described?.noun || '';
  // {"id": "1", "arn": …}: the target of a rule is a function, whose ID is not that of the target.
  const isApart =
    name.noun === '' && type && described?.noun !== undefined && !isWordFor(described.noun, type);
  const isSelf = place.isTop && name.noun === '' && name.words.length === 0;
  return { noun: type?.noun ?? called, type, isSelf, isApart: isApart === true };
}

/** Whether the word may be said of the type: `loadbalancer` of an `app loadbalancer`. */
export function isWordFor(noun: string, type: ResourceType): boolean {
  const inCloudFormation = type.name?.slice(type.name.lastIndexOf(':') + 1).toLowerCase() ?? '';
  return [type.noun, inCloudFormation].some(
    (word) => word !== '' && (word.endsWith(noun) || noun.endsWith(word) || word.startsWith(noun)),
  );
}

/**
 * Returns the noun of a value that has no form of its own; undefined when it identifies nothing.
 */
function nounOf(
  { name, isTop, described, depth }: Place,
  text: string,
  { call, from }: Search,
): Pick<Mention, 'noun' | 'type'> | undefined {
  const { ending, noun, type, words } = name;
  if (ending === 'url') return undefined;
  if (noun === '') {
    // The id of a response is that of an event or an operation, unless something was created.
    if (isTop && from === 'response' && !creating.test(call.verb)) return undefined;
    if (isTop) return { noun: '', type: call.subject };
    if (described?.noun === undefined) return undefined;
    if (isLabel(text) && described.noun === 'target') return undefined;
    return { noun: described.noun, type: described.type };
  }
  if (ending === 'bare') {
    if (noun === undefined || /\s/.test(text)) return undefined;
    const isShort = isTop && !documents.has(noun);
    return isShort || clearNouns.has(noun) ? { noun, type } : undefined;
  }
  const word = noun ?? words.join('');
  if (unnamed.test(word) && !call.expected.some((one) => one.type.noun === word)) return undefined;
  if (noun !== undefined) return { noun, type };
  // A service newer than our table still calls the thing as its call does.
  return depth <= 2 && call.words.has(word) ? { noun: word, type: undefined } : undefined;
}

/** Parameters whose values are text about a thing, not its name. */
const documents: ReadonlySet<string> = new Set(
  'policy document template query schedule key host version image environment filter command status'.split(
    ' ',
  ),
);

/** Nouns whose bare values are resources, however deep: {"TargetBucket": "logs"}. */
const clearNouns: ReadonlySet<string> = new Set(
  'bucket cluster iaminstanceprofile instanceprofile loggroup role securitygroup subnet topic workgroup'.split(
    ' ',
  ),
);

/** Sessions, requests and settings have IDs and names, but are not resources. */
const unnamed =
  /^(?:.*(?:attribute|setting|token|tag|status|metric|parametervalue)|(?:role)?session|request|command|operation|event|reservation|message|transaction|client|conversation|upload|version|engine|display|statement|principal|region|availabilityzone)$/;

/** `1` is a label, which the caller chose, and not the ID of a target. */
function isLabel(text: string): boolean {
  return /^\w{1,3}$/.test(text);
}

/**
 * Whether the parameter may name an account that is given something: {"valuesToAdd":
 * ["444455556666"]}.
 */
function isGrantee({ name, described }: Place, { from }: Search): boolean {
  const words = name.noun === '' ? [described?.noun ?? ''] : name.words;
  return from === 'request' && words.some((word) => grantees.has(word));
}

/** Many calls name their own account, which only matters when they are about accounts. */
function isOther(account: string, { account: own, call }: Search): boolean {
  return account !== own || call.words.has('account');
}

const grantees: ReadonlySet<string> = new Set(
  'account accounts aws principal user values member grantee consumer target share'.split(' '),
);

/** The ID, the name and the ARN of one thing are members of the same object. */
function thingOf({ name, beside, described }: Place): object | undefined {
  if (!beside || name.ending === 'bare' || name.noun === undefined) return undefined;
  const noun = name.noun || described?.noun || '';
  let thing = beside.find((one) => one.noun === noun && one.before === name.before);
  if (!thing) {
    if (beside.length === maxNamed) return undefined;
    thing = { noun, before: name.before };
    beside.push(thing);
  }
  return thing;
}

function typeOfText(text: string): ResourceType | undefined {
  const arn = parseArn(text);
  return arn && typeOfArn(arn);
}

function add(mention: Omit<Mention, 'from'>, { mentions, from }: Search): void {
  mentions.push({ ...mention, from });
}
