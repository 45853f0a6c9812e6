/** Numbers texts in the order in which they first occur. */
export interface TextNumbering {
  /** Returns the text's number; a new text gets the next free number. */
  numberOf(text: string): number;
  /** Returns the text of a number; empty when no text has that number. */
  textOf(number: number): string;
  /** Returns whether the text has a number. */
  has(text: string): boolean;
  /** Returns how many texts have a number. */
  size(): number;
  /** Returns the bytes of memory that the texts take, and the table of their numbers. */
  bytes(): number;
  /** Forgets all texts; numbering starts again from the beginning. */
  clear(): void;
  /** Returns the texts numbered since the last call, in the order of their numbers. */
  takeNew(): readonly string[];
}

/** The bytes that a text takes besides its characters: its header, and its place in two tables. */
const bytesOfEntry = 64;
/** V8 stores a text with any other character in two bytes for each character. */
const beyondLatin1 = /[^\0-\xff]/;

/** Creates a numbering that starts at 1. */
export function createTextNumbering(): TextNumbering {
  const numbers = new Map<string, number>();
  let texts: string[] = [];
  let taken = 0;
  let bytes = 0;
  return {
    numberOf(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      const number = texts.push(text);
      numbers.set(text, number);
      bytes += bytesOfEntry + text.length * (beyondLatin1.test(text) ? 2 : 1);
      return number;
    },
    has: (text) => numbers.has(text),
    size: () => texts.length,
    bytes: () => bytes,
    clear() {
      numbers.clear();
      texts = [];
      taken = 0;
      bytes = 0;
    },
    textOf: (number) => texts[number - 1] ?? '',
    takeNew() {
      const fresh = texts.slice(taken);
      taken = texts.length;
      return fresh;
    },
  };
}
