/** JSON as a tree of places in its text, so that values can be replaced and all else stays. */

/** A value, and where it is in the text. */
export type JsonNode = JsonScalar | JsonList | JsonObject;

interface Place {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** A string, number, flag or null. */
export interface JsonScalar extends Place {
  readonly kind: 'string' | 'other';
}

/** An array. */
interface JsonList extends Place {
  readonly kind: 'list';
  readonly items: readonly JsonNode[];
}

/** An object. */
export interface JsonObject extends Place {
  readonly kind: 'object';
  /** All members, also those with the same name. */
  readonly members: readonly JsonMember[];
}

/** A member of an object. */
interface JsonMember {
  readonly name: string;
  readonly value: JsonNode;
}

/**
 * Parses the value that begins at `start`; undefined when it is not JSON or deeper than 1,000
 * levels, which records never are.
 */
export function parseTree(text: string, start: number): JsonNode | undefined {
  return parseValue(text, skipSpace(text, start), 0);
}

/** Returns the string's value; undefined when the text is not a string in JSON. */
export function stringIn(text: string, { start, end }: Place): string | undefined {
  const content = text.slice(start + 1, end - 1);
  if (!content.includes('\\')) return content;
  try {
    return String(JSON.parse(text.slice(start, end)));
  } catch {
    return undefined;
  }
}

const maxDepth = 1001;

function parseValue(text: string, start: number, depth: number): JsonNode | undefined {
  if (depth > maxDepth) return undefined;
  const first = text[start];
  if (first === '{') return parseObject(text, start, depth);
  if (first === '[') return parseList(text, start, depth);
  if (first === '"') {
    const end = stringEnd(text, start);
    return end === undefined ? undefined : { kind: 'string', start, end };
  }
  scalar.lastIndex = start;
  return scalar.test(text) ? { kind: 'other', start, end: scalar.lastIndex } : undefined;
}

const scalar = /true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function parseObject(text: string, start: number, depth: number): JsonObject | undefined {
  const members: JsonMember[] = [];
  const end = parseElements(text, start, '}', (at) => {
    const nameEnd = text[at] === '"' ? stringEnd(text, at) : undefined;
    if (nameEnd === undefined) return undefined;
    const name = stringIn(text, { start: at, end: nameEnd });
    const colon = skipSpace(text, nameEnd);
    if (name === undefined || text[colon] !== ':') return undefined;
    const value = parseValue(text, skipSpace(text, colon + 1), depth + 1);
    if (value) members.push({ name, value });
    return value?.end;
  });
  return end === undefined ? undefined : { kind: 'object', start, end, members };
}

function parseList(text: string, start: number, depth: number): JsonList | undefined {
  const items: JsonNode[] = [];
  const end = parseElements(text, start, ']', (at) => {
    const item = parseValue(text, at, depth + 1);
    if (item) items.push(item);
    return item?.end;
  });
  return end === undefined ? undefined : { kind: 'list', start, end, items };
}

/** Parses elements between commas up to the bracket; returns the end of the whole. */
function parseElements(
  text: string,
  start: number,
  close: string,
  parseElement: (at: number) => number | undefined,
): number | undefined {
  let at = skipSpace(text, start + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    const end = parseElement(at);
    if (end === undefined) return undefined;
    at = skipSpace(text, end);
    if (text[at] === close) return at + 1;
    if (text[at] !== ',') return undefined;
    at = skipSpace(text, at + 1);
  }
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return at;
}

/** Does not use a regular expression: a string of some megabytes would overflow its stack. */
function stringEnd(text: string, start: number): number | undefined {
  for (let at = start + 1; ; at++) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return undefined;
    let slashes = quote;
    while (text[slashes - 1] === '\\') slashes--;
    if ((quote - slashes) % 2 === 0) return quote + 1;
    at = quote;
  }
}
