/** Texts that are told apart by numbers. */
export interface NumberedTexts {
  /** The text's number, always the same; a new one for a new text. */
  numberOf(text: string): number;
  /** The text of a number that was given. */
  textOf(number: number): string;
  /** Whether the text has a number. */
  has(text: string): boolean;
  /** How many texts have a number. */
  size(): number;
  /** Forgets all texts, and numbers others from the beginning. */
  clear(): void;
  /** The texts that are new since this was called last, in the order of their numbers. */
  takeNew(): readonly string[];
}

/** Numbers texts from `first` on as they come up. */
export function createNumberedTexts(first = 1): NumberedTexts {
  const numbers = new Map<string, number>();
  let texts: string[] = [];
  let taken = 0;
  return {
    numberOf(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      const number = first + texts.length;
      numbers.set(text, number);
      texts.push(text);
      return number;
    },
    has: (text) => numbers.has(text),
    size: () => texts.length,
    clear() {
      numbers.clear();
      texts = [];
      taken = 0;
    },
    textOf: (number) => texts[number - first] ?? '',
    takeNew() {
      const fresh = texts.slice(taken);
      taken = texts.length;
      return fresh;
    },
  };
}
