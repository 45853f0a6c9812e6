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
  /** Forgets all texts; numbering starts again from the beginning. */
  clear(): void;
  /** Returns the texts numbered since the last call, in the order of their numbers. */
  takeNew(): readonly string[];
}

/** Creates a numbering that starts at 1. */
export function createTextNumbering(): TextNumbering {
  const numbers = new Map<string, number>();
  let texts: string[] = [];
  let taken = 0;
  return {
    numberOf(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      const number = texts.push(text);
      numbers.set(text, number);
      return number;
    },
    has: (text) => numbers.has(text),
    size: () => texts.length,
    clear() {
      numbers.clear();
      texts = [];
      taken = 0;
    },
    textOf: (number) => texts[number - 1] ?? '',
    takeNew() {
      const fresh = texts.slice(taken);
      taken = texts.length;
      return fresh;
    },
  };
}
