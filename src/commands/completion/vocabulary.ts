import { attributes } from '../../event/attributes.ts';
import { knownFields } from '../../event/field-path.ts';
import { services } from '../../event/service-table.ts';
import type { Completion, Flag } from '../../flags/flag.ts';
import { regions } from '../../flags/values/regions.ts';
import { chainNames } from '../../format/text/column.ts';

/** A list of words that a shell offers for flags that do not list their choices. */
interface WordList {
  readonly name: Completion;
  readonly words: readonly string[];
}

const zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC');

const wordLists: readonly WordList[] = [
  { name: 'service', words: services.map(({ prefix }) => prefix) },
  { name: 'region', words: regions },
  {
    name: 'column',
    words: [...Object.keys(attributes), ...Object.keys(chainNames), ...knownFields],
  },
  { name: 'zone', words: ['UTC', 'local', ...zones] },
];

/** Returns shell code that puts each list in its variable: one line for each. */
export function wordListCode(assignment: (variable: string, words: string) => string): string {
  return wordLists
    .map(({ name, words }) => assignment(variableOf(name), words.join(' ')))
    .join('\n');
}

/** Returns the shell variable that holds a list of words, without the dollar sign. */
export function variableOf(list: Completion): string {
  return `_trailscan_words_${list}`;
}

/** Returns the ways to type a flag. */
export function spellingsOf({ name, short }: Flag): readonly string[] {
  return short ? [`-${short}`, `--${name}`] : [`--${name}`];
}
