import { distance } from 'fastest-levenshtein';

/**
 * Returns the words of `known` that a mistyped `word` may have meant, best first, at most `limit`.
 * Letter case does not count.
 */
export function nearMisses(
  word: string,
  known: Iterable<string>,
  limit: number,
): readonly string[] {
  const typed = word.toLowerCase();
  if (typed === '') return [];
  const ranked: { candidate: string; cost: number }[] = [];
  for (const candidate of known) {
    const cost = costOf(typed, candidate.toLowerCase());
    if (cost !== undefined) ranked.push({ candidate, cost });
  }
  ranked.sort((a, b) => a.cost - b.cost);
  return ranked.slice(0, limit).map(({ candidate }) => candidate);
}

/** Returns ` (did you mean 'x' or 'y'?)`; an empty text without `words`. */
export function didYouMean(words: readonly string[]): string {
  if (words.length === 0) return '';
  return ` (did you mean ${words.map((word) => `'${word}'`).join(' or ')}?)`;
}

/** Returns the distance between two words; undefined when one cannot have meant the other. */
function costOf(typed: string, candidate: string): number | undefined {
  // Swapped letters are the likeliest slip, but count as two edits.
  const difference = Math.abs(typed.length - candidate.length);
  if (difference === 0 && letters(typed) === letters(candidate)) return 0;
  const limit = Math.max(1, Math.floor(typed.length / 3));
  // There are at least as many edits; most candidates need not be compared.
  if (difference > limit && !candidate.includes(typed)) return undefined;
  const edits = distance(typed, candidate);
  // A truncated word, or a part of the right one, is nearer than the number of missing letters
  // suggests.
  if (typed.length >= 2 && candidate.startsWith(typed)) return Math.min(edits, 1 + edits / 100);
  if (edits <= limit) return edits;
  if (typed.length >= 4 && candidate.includes(typed)) return 2 + edits / 100;
  return undefined;
}

function letters(word: string): string {
  return [...word].sort().join('');
}
