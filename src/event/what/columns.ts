/** Measures and cuts texts in terminal columns. */

/** Returns the text in at most this many columns: a longer one without its middle. */
export function cutMiddle(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  const characters = [...text];
  const tail = take(characters.toReversed(), Math.floor((width - 1) / 2));
  const head = take(characters, width - 1 - columnsOf(tail.join('')));
  return `${head.join('')}…${tail.reverse().join('')}`;
}

function take(characters: readonly string[], width: number): string[] {
  let used = 0;
  let count = 0;
  for (const character of characters) {
    used += columnsOf(character);
    if (used > width) break;
    count++;
  }
  return characters.slice(0, count);
}

/**
 * Returns how many terminal columns the text takes at most. Measuring exactly takes tables of
 * Unicode, which every run would load; this is exact for ASCII, for most alphabets, and for Chinese
 * and Japanese.
 */
export function columnsOf(text: string): number {
  if (isPlain.test(text)) return text.length;
  let columns = 0;
  for (const character of text) {
    if (unseen.test(character)) columns += longestEscape;
    else columns += (character.codePointAt(0) ?? 0) < firstWide || narrow.has(character) ? 1 : 2;
  }
  return columns;
}

const isPlain = /^[\x20-\x7e]*$/;
/** Characters that output shows as escapes such as `\u{e0001}`. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const longestEscape = String.raw`\u{10ffff}`.length;
/**
 * Hangul Jamo: the first characters that terminals show in two columns (Unicode, "East Asian
 * Width").
 */
const firstWide = 0x1100;
const narrow: ReadonlySet<string> = new Set('…→×–');
