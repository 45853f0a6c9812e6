import type { Word } from '../../filter/flags-of.ts';
import type { Args } from '../args.ts';
import type { FlagName } from '../flags.ts';

/** Flags that say how the sources are read. */
export const readingFlags = [
  'profile',
  'role-arn',
  'external-id',
  'late-delivery',
  'requester-pays',
] as const satisfies readonly FlagName[];

/** Returns the operands and these flags as they were typed, for another command line. */
export function givenWords({ operands, flags }: Args, names: readonly FlagName[]): readonly Word[] {
  // Otherwise an operand could be taken for a flag.
  const words: Word[] = operands.map((operand) => [
    operand.startsWith('-') && operand !== '-' ? `./${operand}` : operand,
  ]);
  for (const name of names) {
    const values = flags[name];
    if (values?.length === 0) words.push([`--${name}`]);
    for (const value of values ?? []) words.push([`--${name}`, value]);
  }
  return words;
}
