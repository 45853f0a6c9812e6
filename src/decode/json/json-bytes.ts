/** The bytes that give JSON its structure. */
export const quote = 0x22;
const comma = 0x2c;
export const colon = 0x3a;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;
export const openBracket = 0x5b;
export const closeBracket = 0x5d;

/** RFC 7464 puts a record separator before each text of a sequence. */
const recordSeparator = 0x1e;

/** Returns whether the byte is JSON white space. */
export function isWhitespace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Returns whether the byte may separate the elements of an array or the members of an object. */
export function isGap(byte: number): boolean {
  return byte === comma || isWhitespace(byte);
}

/** Returns whether the byte may separate documents. */
export function isBetweenDocuments(byte: number): boolean {
  return isGap(byte) || byte === recordSeparator;
}

/**
 * Returns whether the byte may separate records in damaged text, which includes unmatched closing
 * brackets.
 */
export function isBetweenRecords(byte: number): boolean {
  return isBetweenDocuments(byte) || byte === closeBracket || byte === closeBrace;
}

/** Returns whether the bytes at `at` are a byte order mark: U+FEFF in UTF-8. */
export function isByteOrderMark(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf;
}
