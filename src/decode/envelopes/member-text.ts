import { isGap, isWhitespace, quote } from '../json/json-bytes.ts';
import { skipString, skipValue } from '../json/skip-value.ts';

/**
 * Returns the text of a member's value in a JSON object, unchanged; undefined when the object has
 * no such key. `text` must be a valid JSON object. When a key occurs twice, the last one counts, as
 * in JSON.parse.
 */
export function memberText(text: string, key: string): string | undefined {
  const bytes = Buffer.from(text);
  const skip = (from: number, skipped: (byte: number) => boolean) => {
    let at = from;
    while (at < bytes.length && skipped(bytes[at] ?? 0)) at++;
    return at;
  };
  let found: string | undefined;
  let at = skip(skip(0, isWhitespace) + 1, isGap);
  while (bytes[at] === quote) {
    const keyEnd = skipString(bytes, at, bytes.length);
    const valueStart = skip(skip(keyEnd, isWhitespace) + 1, isWhitespace);
    const valueEnd = skipValue(bytes, valueStart, bytes.length);
    if (keyEnd < 0 || valueEnd < 0) return undefined;
    if (JSON.parse(bytes.toString('utf8', at, keyEnd)) === key) {
      found = bytes.toString('utf8', valueStart, valueEnd);
    }
    at = skip(valueEnd, isGap);
  }
  return found;
}
