/** The length of a UUID as text, and where its hyphens are. */
const length = 36;
const hyphens = [8, 13, 18, 23];

/**
 * Writes a UUID in lower case, as CloudTrail writes the IDs of events, into four words. Returns
 * false for any other text, and leaves the words undefined.
 */
export function packUuid(text: string, words: Int32Array, at: number): boolean {
  if (text.length !== length) return false;
  let word = 0;
  let digits = 0;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x2d) {
      if (!hyphens.includes(index)) return false;
      continue;
    }
    const digit = digitOf(code);
    if (digit === -1) return false;
    word = (word << 4) | digit;
    if ((++digits & 7) === 0) words[at + (digits >>> 3) - 1] = word;
  }
  return digits === 32;
}

/** Returns the UUID in four words. */
export function unpackUuid(words: Int32Array, at: number): string {
  let hex = '';
  for (let word = 0; word < 4; word++) {
    hex += ((words[at + word] ?? 0) >>> 0).toString(16).padStart(8, '0');
  }
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20)].join('-');
}

/** Returns the value of a hexadecimal digit in lower case; -1 for other characters. */
function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
}
