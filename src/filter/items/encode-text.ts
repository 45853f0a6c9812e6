/**
 * The encodings of Sigma's modifiers (Sigma modifiers appendix, "Encoding"), which a text may have
 * inside of another. Bytes are written as characters with the same numbers.
 */

/** The orders of the two bytes of a UTF-16 unit; `bom` is `le` after a byte order mark. */
export type Utf16Form = 'le' | 'be' | 'bom';

/** Returns the bytes of a text in UTF-16. */
export function toUtf16(text: string, form: Utf16Form): string {
  const bytes = Buffer.from(text, 'utf16le');
  return (form === 'be' ? bytes.swap16() : bytes).toString('latin1');
}

/** Returns the bytes before the first character of a text in UTF-16. */
export function utf16Start(form: Utf16Form): string {
  return form === 'bom' ? '\u00ff\u00fe' : '';
}

/** Returns the bytes of a text in UTF-8. */
export function toUtf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Returns the Base64 of some bytes. */
export function toBase64(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('base64');
}

/**
 * Returns three texts: the Base64 of any bytes that contain these has one of them. There is one for
 * each number of bytes before them, modulo 3, without the characters that depend on other bytes.
 */
export function toBase64Offsets(bytes: string): readonly string[] {
  return [0, 1, 2].map((shift) => {
    const whole = toBase64(' '.repeat(shift) + bytes);
    const start = [0, 2, 3][shift];
    const end = [undefined, -3, -2][(bytes.length + shift) % 3];
    return whole.slice(start, end);
  });
}

/** The dashes that Windows commands accept before a parameter, and the slash. */
const dashes = ['-', '/', '–', '—', '―'];

/** A dash at the beginning of a word: `-` in `-param`, the first one in `-param-name`. */
const dashAtWord = /\B[-/–—―]\b/g;

/** The most dashes that are replaced in a text; three make 5³ = 125 texts. */
export const maxDashes = 3;

/** Returns how many dashes `dashVariants` would replace. */
export function countDashes(text: string): number {
  return text.match(dashAtWord)?.length ?? 0;
}

/** Returns the texts in which each dash at the beginning of a word is any of the dashes. */
export function dashVariants(text: string): readonly string[] {
  const parts = text.split(dashAtWord);
  return parts
    .slice(1)
    .reduce<readonly string[]>(
      (starts, part) => starts.flatMap((start) => dashes.map((dash) => start + dash + part)),
      [parts[0] ?? ''],
    );
}
