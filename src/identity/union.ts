import { compareTexts } from '../compare-texts.ts';

/** Sets of texts that are joined when they share one. */
export interface Union {
  /** Joins these texts, with all that were joined with one of them before. */
  add(texts: readonly string[]): void;
  /**
   * Returns the first text of a text's set, in the order of texts: the same in any order of adding.
   */
  firstOf(text: string): string;
  /** Returns all texts of a text's set, in order; only itself when it was joined with none. */
  membersOf(text: string): readonly string[];
}

/** A set of several texts. */
interface Joined {
  first: string;
  readonly members: string[];
}

/** Creates a union without texts. */
export function createUnion(): Union {
  const setOf = new Map<string, Joined>();
  const joinOne = (a: string, b: string) => {
    const one = setOf.get(a) ?? { first: a, members: [a] };
    const other = setOf.get(b) ?? { first: b, members: [b] };
    if (one === other) return;
    // The smaller set moves, so that a text moves only as often as its set can double.
    const [large, small] = one.members.length >= other.members.length ? [one, other] : [other, one];
    if (compareTexts(small.first, large.first) < 0) large.first = small.first;
    setOf.set(large.members[0] ?? '', large);
    for (const text of small.members) {
      large.members.push(text);
      setOf.set(text, large);
    }
  };
  return {
    add([first, ...others]) {
      for (const text of others) joinOne(first ?? text, text);
    },
    firstOf: (text) => setOf.get(text)?.first ?? text,
    membersOf: (text) => (setOf.get(text)?.members ?? [text]).toSorted(compareTexts),
  };
}
