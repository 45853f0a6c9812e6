import { isObject } from '../own-property.ts';
import { parseStructText } from './struct-text.ts';

/**
 * Returns a field's value as text: a number or a flag as JSON writes it, the texts of a list
 * joined, and any other list or object as JSON. Null and texts stay as they are.
 */
export function canonicalText(value: unknown): unknown {
  switch (typeof value) {
    case 'number':
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return value;
      return Array.isArray(value) && value.every(isScalar)
        ? value.filter((part) => part !== null).join(', ')
        : JSON.stringify(value);
    default:
      return value;
  }
}

/** As `canonicalText`, but leaves lists and objects as they are, which cannot be text. */
export function canonicalScalar(value: unknown): unknown {
  return isScalar(value) ? canonicalText(value) : value;
}

/** Returns the ID of an account with the leading zeros that it loses as a number. */
export function canonicalAccount(value: unknown): unknown {
  const text = canonicalText(value);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? String(text).padStart(12, '0')
    : text;
}

/** Returns a flag; some databases write flags as numbers. */
export function canonicalFlag(value: unknown): unknown {
  if (value === 0 || value === 1) return value === 1;
  return typeof value === 'boolean' ? value : canonicalText(value);
}

/**
 * Returns what a nested field holds when it was written as text: JSON, or the notation of Athena's
 * structs. Returns any other value as it is.
 */
export function parseNested(value: unknown): unknown {
  if (typeof value !== 'string' || !beginsNested.test(value)) return value;
  if (isTooDeep(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return parseStructText(value.trim()) ?? value;
  }
}

const beginsNested = /^[ \t\r\n]*[{[]/;

/** Far more levels than any event has; more would overflow the stack of code that reads them. */
const maxDepth = 200;

function isTooDeep(json: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (character === '"') isInString = !isInString;
    else if (isInString && character === '\\') at++;
    else if (isInString) continue;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (depth > maxDepth) return true;
  }
  return false;
}

/**
 * Returns the list of resources; a text in it becomes the ARN or the name of a resource. A single
 * object is a list of one.
 */
export function canonicalResourceList(value: unknown): unknown {
  if (isObject(value)) return [value];
  if (!Array.isArray(value)) return canonicalText(value);
  return value.every(isObject) ? value : value.flatMap(resourceOf);
}

function resourceOf(value: unknown): object[] {
  if (isObject(value)) return [value];
  if (value === null || value === '') return [];
  const text = String(canonicalText(value));
  return [text.startsWith('arn:') ? { ARN: text } : { resourceName: text }];
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}
