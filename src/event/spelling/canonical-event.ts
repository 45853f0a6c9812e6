import type { CloudTrailEvent } from '../event.ts';
import { isObject } from '../own-property.ts';
import {
  canonicalAccount,
  canonicalFlag,
  canonicalResourceList,
  canonicalScalar,
  canonicalText,
  parseNested,
} from './canonical-value.ts';
import {
  type FieldRule,
  type Level,
  looseMembers,
  pathOfName,
  plainName,
  recordLevel,
} from './levels.ts';
import { canonicalTime } from './spelled-time.ts';

/**
 * Returns the event that a record stands for: its fields under CloudTrail's names, nested fields as
 * objects although they were written as text, times in ISO 8601, and scalars of another type as
 * text. Returns the record itself when it is already written so, as AWS writes all of them. Members
 * that are not fields are kept. The result need not be a valid event.
 *
 * The scanner leaves every record to the parser that this would change.
 */
export function canonicalEvent(record: object): CloudTrailEvent {
  return canonicalObject(record, recordLevel) as CloudTrailEvent;
}

/** An object that is being built. */
interface Members {
  [key: string]: unknown;
}

function canonicalObject(object: object, level: Level): object {
  const named = withFieldNames(object, level);
  let changed: Members | undefined = named === object ? undefined : named;
  for (const key of Object.keys(named)) {
    const rule = level.fields.get(key);
    if (!rule) continue;
    const value = named[key];
    const canonical = canonicalValue(value, rule);
    if (canonical === value) continue;
    changed ??= copyOf(named);
    changed[key] = canonical;
  }
  return changed ?? object;
}

function canonicalValue(value: unknown, rule: FieldRule): unknown {
  if (value === null) return value;
  switch (rule.kind) {
    case 'time':
      return canonicalTime(value);
    case 'text':
      return rule.isRequired ? canonicalScalar(value) : canonicalText(value);
    case 'account':
      return canonicalAccount(value);
    case 'flag':
      return canonicalFlag(value);
    case 'resources':
      return canonicalResources(value, rule.level);
    case 'nested':
      return canonicalNested(value, rule.level);
    default:
      return rule satisfies never;
  }
}

function canonicalNested(value: unknown, level: Level | undefined): unknown {
  const parsed = parseNested(value);
  if (!level) return parsed;
  const [only, ...others] = Array.isArray(parsed) ? parsed : [parsed];
  if (isObject(only) && others.length === 0) return canonicalObject(only, level);
  // A word in place of the object, or text that is not an object after all.
  return canonicalText(isObject(parsed) || Array.isArray(parsed) ? value : parsed);
}

function canonicalResources(value: unknown, level: Level): unknown {
  const list = canonicalResourceList(parseNested(value));
  if (!Array.isArray(list)) return list;
  const resources = list.map((resource) => canonicalObject(resource, level));
  return list === value && resources.every((resource, at) => resource === list[at])
    ? value
    : resources;
}

/**
 * Returns a copy in which respelled fields have their names; the object itself when it has none.
 */
function withFieldNames(object: object, level: Level): Members {
  const respelled = new Map<string, readonly string[]>();
  for (const key of Object.keys(object)) {
    const path = level.fields.has(key) ? undefined : pathOfName(level, key);
    if (path) respelled.set(key, path);
  }
  if (respelled.size === 0) return object as Members;

  const copy: Members = {};
  for (const [key, value] of Object.entries(object)) {
    if (!respelled.has(key)) setMember(copy, key, value);
  }
  for (const [key, path] of respelled) {
    const value = (object as Members)[key];
    if (!absent.has(value)) assign(copy, path, withLooseNames(path.at(-1), value));
    else if (path.length === 1) assign(copy, path, null);
  }
  return copy;
}

/** How tables write "no value". */
const absent: ReadonlySet<unknown> = new Set([null, '', '-', 'null', 'NULL']);

function withLooseNames(field: string | undefined, value: unknown): unknown {
  const names = looseMembers.get(field ?? '');
  const members = names && parseNested(value);
  if (!isObject(members)) return value;
  const renamed: Members = {};
  for (const [key, inner] of Object.entries(members)) {
    setMember(renamed, names?.get(plainName(key)) ?? key, inner);
  }
  return renamed;
}

/**
 * Sets a field that has no value yet: its own name counts before others, then the first of them.
 */
function assign(event: Members, path: readonly string[], value: unknown): void {
  const [field = '', ...inner] = path;
  const last = path.at(-1) ?? '';
  if (field === 'resources' && inner.length > 0) {
    assignResources(event, last, String(canonicalText(value)));
    return;
  }
  let at = event;
  for (const key of path.slice(0, -1)) {
    const known = Object.hasOwn(at, key) ? parseNested(at[key]) : undefined;
    const next: Members = isObject(known) ? copyOf(known) : {};
    setMember(at, key, next);
    at = next;
  }
  if (!Object.hasOwn(at, last) || at[last] === null) setMember(at, last, value);
}

/** The console lists the types and the names of all resources, in one text each. */
function assignResources(event: Members, part: string, list: string): void {
  const known = Array.isArray(event['resources']) ? event['resources'] : [];
  event['resources'] = list.split(/,\s*/).map((text, index) => {
    const resource = isObject(known[index]) ? copyOf(known[index]) : {};
    resource[part === 'resourceName' && text.startsWith('arn:') ? 'ARN' : part] = text;
    return resource;
  });
}

function copyOf(object: object): Members {
  const copy: Members = {};
  for (const [key, value] of Object.entries(object)) setMember(copy, key, value);
  return copy;
}

/** Sets an own property, also one that is called `__proto__`. */
function setMember(object: Members, key: string, value: unknown): void {
  if (key !== '__proto__') object[key] = value;
  else {
    const property = { value, enumerable: true, configurable: true, writable: true };
    Object.defineProperty(object, key, property);
  }
}
