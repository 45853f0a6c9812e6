import { failureHints } from '../../src/event/failure-words.ts';

/** Returns whether the JSON text has a hint of a failure. */
export function hasHint(json: string): boolean {
  const text = json.toLowerCase();
  return failureHints.some((hint) => text.includes(hint));
}
