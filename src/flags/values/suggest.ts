import { nearMisses } from '../../event/near-misses.ts';

/**
 * The end of a message about an unknown word: ` (did you mean 'ec2'?)` when one of the `known`
 * words is near enough to be what was meant, otherwise nothing.
 */
export function suggest(word: string, known: Iterable<string>): string {
  return didYouMean(nearMisses(word, known, 1));
}

/** ` (did you mean 'x' or 'y'?)`; nothing when there are no `words`. */
export function didYouMean(words: readonly string[]): string {
  if (words.length === 0) return '';
  return ` (did you mean ${words.map((word) => `'${word}'`).join(' or ')}?)`;
}
