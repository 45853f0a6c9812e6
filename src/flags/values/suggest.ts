import { nearMisses } from '../../event/near-misses.ts';

/**
 * Returns the end of a message about an unknown word: ` (did you mean 'ec2'?)` when one of the
 * `known` words is close enough, otherwise an empty text.
 */
export function suggest(word: string, known: Iterable<string>): string {
  return didYouMean(nearMisses(word, known, 1));
}

/** Returns ` (did you mean 'x' or 'y'?)`; an empty text without `words`. */
export function didYouMean(words: readonly string[]): string {
  if (words.length === 0) return '';
  return ` (did you mean ${words.map((word) => `'${word}'`).join(' or ')}?)`;
}
