/**
 * Reads values of requests and responses, whose shape differs from service to service:
 * `{"items": [...]}` and `{"item": ...}` for lists, `{"tag": 1, "content": ...}` for an element,
 * `{"DeleteFlowLogsRequest": {...}}` around the whole, keys that begin with a capital or not
 * (`dBInstanceIdentifier`).
 */
import { isObject } from '../own-property.ts';

/** At most this many values are counted; one more is read, to know that there are more. */
export const maxValues = 10_000;

/**
 * Returns all values at a path such as `ipPermissions.ipRanges.cidrIp`, those of lists one by one.
 * Names are compared without case. Only own properties are read.
 */
export function valuesAt(parameters: unknown, path: string): readonly unknown[] {
  let reached: unknown[] = [unwrapped(parameters)];
  for (const key of path.split('.')) {
    const next: unknown[] = [];
    for (const value of reached) addElements(memberOf(value, key), next, 0);
    reached = next;
  }
  return reached;
}

/** Returns the text of a scalar; undefined when it is empty, hidden or none. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' && !hidden.test(value) ? value : undefined;
}

/** Values that services write in place of the real one. */
const hidden =
  /^(?:HIDDEN_DUE_TO_SECURITY_REASONS|\*{3,}|\*\*redacted\*\*|<sensitiveDataRemoved>)$/i;

/**
 * Removes the element that EC2 puts around newer requests and their responses. A request that
 * CloudTrail omitted because of its size has nothing to read.
 */
function unwrapped(parameters: unknown): unknown {
  if (!isObject(parameters)) return undefined;
  if (Object.hasOwn(parameters, 'omitted') && Object.hasOwn(parameters, 'originalSize')) {
    return undefined;
  }
  const [key, ...others] = Object.keys(parameters);
  const isWrapper = key !== undefined && others.length === 0 && /(?:Request|Response)$/.test(key);
  return isWrapper && isObject(parameters[key]) ? parameters[key] : parameters;
}

function memberOf(value: unknown, key: string): unknown {
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, key)) return value[key];
  const lower = key.toLowerCase();
  const found = Object.keys(value).find((name) => name.toLowerCase() === lower);
  return found === undefined ? undefined : value[found];
}

/** Lists in lists are not deeper than this. */
const maxDepth = 6;

function addElements(value: unknown, elements: unknown[], depth: number): void {
  if (value === undefined || value === null || elements.length > maxValues) return;
  if (depth > maxDepth) return;
  if (Array.isArray(value)) {
    for (const each of value) addElements(each, elements, depth + 1);
    return;
  }
  const inner = contentOf(value);
  if (inner === undefined) elements.push(value);
  else addElements(inner, elements, depth + 1);
}

/** Returns the value that an object only wraps; undefined for other objects and for scalars. */
function contentOf(value: unknown): unknown {
  if (!isObject(value)) return undefined;
  for (const key of ['items', 'item']) if (Object.hasOwn(value, key)) return value[key];
  if (Object.hasOwn(value, 'tag') && Object.hasOwn(value, 'content')) return value['content'];
  for (const key of ['member', 'value']) {
    if (Object.hasOwn(value, key) && Object.keys(value).length === 1) return value[key];
  }
  return undefined;
}
