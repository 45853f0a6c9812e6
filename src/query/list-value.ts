/** One of the values that an event has in a column. */
export interface ListElement {
  readonly text: string;
  /** The key that is counted: the same for all spellings of one thing. */
  readonly key: string;
}

/**
 * Returns the elements as one text, by which events are counted together; empty when there are
 * none.
 */
export function encodeList(elements: readonly ListElement[]): string {
  if (elements.length === 0) return '';
  return JSON.stringify(elements.map(({ text, key }) => (text === key ? text : [text, key])));
}

/** Returns the elements of a text that `encodeList` returned. */
export function decodeList(encoded: string): readonly ListElement[] {
  if (encoded === '') return [];
  const parts: readonly (string | readonly [string, string])[] = JSON.parse(encoded);
  return parts.map((part) => {
    const [text, key] = typeof part === 'string' ? [part, part] : part;
    return { text, key };
  });
}
