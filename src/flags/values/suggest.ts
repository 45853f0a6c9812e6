import { didYouMean, nearMisses } from '../../event/near-misses.ts';

/**
 * Returns the end of a message about an unknown word: ` (did you mean 'ec2'?)` when one of the
 * `known` words is close enough, otherwise an empty text.
 */
export function suggest(word: string, known: Iterable<string>): string {
  return didYouMean(nearMisses(word, known, 1));
}
