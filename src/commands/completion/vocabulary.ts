import { attributes } from '../../event/attributes.ts';
import { knownFields } from '../../event/field-path.ts';
import { services } from '../../event/service-table.ts';
import type { Completion, Flag } from '../../flags/flag.ts';
import { regions } from '../../flags/values/regions.ts';

/** Words that a shell offers for flags that do not list their choices. */
const vocabulary: Readonly<Record<Completion, readonly string[]>> = {
  service: services.map(({ prefix }) => prefix),
  region: regions,
  column: [...Object.keys(attributes), ...knownFields],
};

/** Returns the words that a shell offers for the flag's value; empty when any text is allowed. */
export function wordsOf({ choices, complete }: Flag): readonly string[] {
  return choices ?? (complete ? vocabulary[complete] : []);
}

/** Returns the ways to type a flag. */
export function spellingsOf({ name, short }: Flag): readonly string[] {
  return short ? [`-${short}`, `--${name}`] : [`--${name}`];
}
