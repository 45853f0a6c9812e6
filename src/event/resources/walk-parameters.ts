import { isObject, ownText } from '../own-property.ts';
import type { Call } from './call.ts';
import type { ParameterName } from './parameter-name.ts';
import type { ParameterKey } from './parameter-reader.ts';
import { readValue } from './read-value.ts';
import type { Holder, Place, Search } from './search.ts';
import { mayIdentify } from './value-forms.ts';

/**
 * RunInstances, the deepest known call, has the security groups of network interfaces at depth 10.
 */
const maxDepth = 20;
/** The most things of an object whose names and IDs are joined; no known one has more than ten. */
const maxNamed = 64;

const noName: ParameterName = { ending: 'bare', words: [], noun: undefined, before: '' };
const top: Place = { depth: 0, isTop: true, described: undefined, beside: undefined };

/** Adds the mentions in a request, a response or another object of an event to the search. */
export function findInParameters(value: unknown, search: Search): void {
  find(value, { name: noName, place: top }, search);
}

function find(value: unknown, { name, place }: Holder, search: Search): void {
  search.valuesLeft -= 1;
  if (search.valuesLeft < 0 || place.depth > maxDepth) return;
  if (typeof value === 'string') {
    findInText(value, { name, place }, search);
  } else if (Array.isArray(value)) {
    const element = { name, place: { ...place, depth: place.depth + 1, beside: undefined } };
    for (const each of value) find(each, element, search);
  } else if (isObject(value)) {
    findInObject(value, { name, place }, search);
  }
}

function findInObject(
  object: Readonly<Record<string, unknown>>,
  { name, place }: Holder,
  search: Search,
): void {
  const isTop = place.depth === 0;
  const described = isTop ? undefined : describedBy(name, place);
  const inner: Place = { depth: place.depth + 1, isTop, described, beside: [] };
  const keys = Object.keys(object);
  for (const key of keys) {
    const value = object[key];
    // Numbers, flags and missing values identify nothing.
    if (!value || (typeof value !== 'string' && typeof value !== 'object')) {
      search.valuesLeft -= 1;
      continue;
    }
    const parameter = search.call.reader.read(key);
    if (parameter.kind === 'ignored') continue;
    if (parameter.kind === 'wrapper') {
      find(value, { name, place: { ...place, depth: inner.depth } }, search);
    } else if (isTop && isObject(value) && search.call.wrappers.has(parameter.word)) {
      findInParameters(value, search);
    } else if (keys.length === 1 || !isSetting(parameter, object)) {
      const name = statedName(parameter.name, object, search) ?? parameter.name;
      find(value, { name, place: inner }, search);
    }
  }
}

function isSetting({ settingKeys }: ParameterKey, object: object): boolean {
  return settingKeys.length > 0 && settingKeys.some((key) => Object.hasOwn(object, key));
}

/**
 * Returns the name with the type stated beside it: {"resourceType": "Document", "resourceId": …}.
 */
function statedName(
  name: ParameterName,
  object: Readonly<Record<string, unknown>>,
  { call }: Search,
): ParameterName | undefined {
  if (name.noun !== '' || name.words[0] !== 'resource') return undefined;
  const stated = ownText(object, 'resourceType') ?? ownText(object, 'ResourceType');
  // AWS::EC2::Instance
  const noun = stated?.slice(stated.lastIndexOf(':') + 1).toLowerCase();
  if (stated === undefined || !noun) return undefined;
  const type = call.reader.typeOf(noun);
  return { ...name, noun, ...(type && { type }), ...(stated.includes('::') && { stated }) };
}

/** Returns what an object describes: that is named by the key above it. */
function describedBy(name: ParameterName, { described }: Place): Place['described'] {
  if (name.noun === undefined) return undefined;
  return name.noun === '' ? described : name;
}

function findInText(text: string, { name, place }: Holder, search: Search): void {
  const found = mayIdentify(text) ? readValue(text, { name, place }, search) : undefined;
  if (!found) return;
  search.mentions.push({
    text: found.text ?? text,
    noun: found.noun,
    type: found.type,
    before: name.before,
    from: search.from,
    ...(name.stated && { stated: name.stated }),
    isSelf: found.isSelf ?? false,
    isDeep: place.depth >= deep,
    thing: found.isApart ? undefined : thingOf(name, place, search.call),
  });
}

/** A value at this depth is nested two levels deep in the request. */
const deep = 4;

/** The ID, the name and the ARN of one thing are members of the same object. */
function thingOf(
  name: ParameterName,
  { beside, described, isTop }: Place,
  { object, subject }: Call,
): object | undefined {
  if (!beside || name.ending === 'bare' || name.noun === undefined) return undefined;
  // The name beside the dataSourceId of CreateDataSource is that of the data source.
  const named = isTop && subject && object.endsWith(subject.noun) ? subject : described;
  const noun = name.noun || named?.noun || '';
  let thing = beside.find((one) => one.noun === noun && one.before === name.before);
  if (!thing) {
    if (beside.length === maxNamed) return undefined;
    thing = { noun, before: name.before };
    beside.push(thing);
  }
  return thing;
}
