/** One of the values that an event has in a column. */
export interface ListElement {
  readonly text: string;
  /** The key that is counted: the same for all spellings of one thing. */
  readonly key: string;
}

/**
 * For each name of a tally, what its lists are lists of; undefined for single values. Lists of the
 * same (`resource` and `resource-type`) are parallel: their elements at the same place belong
 * together.
 */
export type ListNames = readonly (string | undefined)[];

/** Returns whether some of the values are lists. */
export function hasLists(lists: ListNames): boolean {
  return lists.some((name) => name !== undefined);
}

/**
 * Returns the names of the lists that are split when the first `length` values are the key: those
 * in the key, and those parallel to them.
 */
export function listsOfKey(lists: ListNames, length: number): ListNames {
  const inKey = new Set(lists.slice(0, length));
  return lists.map((name) => (inKey.has(name) ? name : undefined));
}

/**
 * Returns the elements as one text, by which events are counted together; empty when there are
 * none. It is not JSON because it is written for each event and becomes a part of JSON itself.
 */
export function encodeList(elements: readonly ListElement[]): string {
  let encoded = '';
  for (const [at, { text, key }] of elements.entries()) {
    if (at > 0) encoded += betweenElements;
    encoded += escaped(text);
    if (key !== text) encoded += beforeKey + escaped(key);
  }
  return encoded;
}

/** Returns the elements of a text that `encodeList` returned. */
export function decodeList(encoded: string): readonly ListElement[] {
  if (encoded === '') return [];
  return encoded.split(betweenElements).map((part) => {
    const end = part.indexOf(beforeKey);
    const text = unescaped(end < 0 ? part : part.slice(0, end));
    return { text, key: end < 0 ? text : unescaped(part.slice(end + 1)) };
  });
}

const betweenElements = '\n';
const beforeKey = '\t';

function escaped(text: string): string {
  return /[\\\n\t]/.test(text) ? text.replace(/[\\\n\t]/g, (mark) => escapes[mark] ?? '') : text;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\t': '\\t' };

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(.)/g, (_, mark) => marks[mark] ?? mark);
}

const marks: Readonly<Record<string, string>> = { n: '\n', t: '\t' };
