import { UsageError } from '../../errors.ts';
import { didYouMean, nearMisses } from '../../event/near-misses.ts';

/**
 * Returns the choice that was typed, ignoring case and hyphens.
 *
 * Throws UsageError that lists the choices, and suggests one: the choice that `elsewhere`, the
 * words of other tools, gives for it, or a similar one.
 */
export function choose<Choice extends string>(
  typed: string,
  choices: readonly Choice[],
  subject: string,
  elsewhere: Readonly<Record<string, string>> = {},
): Choice {
  const chosen = choices.find((choice) => plain(choice) === plain(typed));
  if (chosen !== undefined) return chosen;
  // Among few words a common prefix is enough: 'deny' can only be 'denied'.
  const meant =
    choices.find((choice) => Object.hasOwn(elsewhere, typed) && choice === elsewhere[typed]) ??
    nearMisses(typed, choices, 1)[0] ??
    choices.find((choice) => plain(choice).startsWith(plain(typed).slice(0, 3)));
  throw new UsageError(
    `${subject}: unknown value '${typed}'${didYouMean(meant ? [meant] : [])}: ` +
      `expected ${choices.join(', ')}`,
  );
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll('-', '');
}
