/**
 * Returns whether the JSON text of a record has an event in it, in any envelope: two of the members
 * that every event has, or packed data. A fragment of a damaged record is valid JSON too, but has
 * neither.
 */
export function holdsEvent(text: string): boolean {
  const found = new Set<string>();
  for (const [, name = ''] of text.matchAll(eventMember)) {
    found.add(name.toLowerCase());
    if (found.size === 2) return true;
  }
  return packedData.test(text);
}

/**
 * A member of an event with a text as its value, in any spelling; its quotes are escaped when the
 * event is in a string.
 */
const eventMember = /"event_?(version|time|source|name)\\*"\s*:\s*\\*"/gi;

/** Base64 of gzip or of an object: see `unpackText`. */
const packedData = /"data"\s*:\s*"(?:H4sI|ey[IJ])/i;
