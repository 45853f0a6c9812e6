import { attributes } from '../../event/attributes.ts';
import { knownFields } from '../../event/field-path.ts';
import { services } from '../../event/service-table.ts';
import type { Completion, Flag } from '../../flags/flag.ts';
import { regions } from '../../flags/values/regions.ts';

/** The words that a shell offers where a flag does not list its choices itself. */
const vocabulary: Readonly<Record<Completion, readonly string[]>> = {
  service: services.map(({ prefix }) => prefix),
  region: regions,
  column: [...Object.keys(attributes), ...knownFields],
};

/** The words that a shell offers for the flag's value; none for a value of any kind. */
export function wordsOf({ choices, complete }: Flag): readonly string[] {
  return choices ?? (complete ? vocabulary[complete] : []);
}

/** The ways in which a flag can be typed. */
export function spellingsOf({ name, short }: Flag): readonly string[] {
  return short ? [`-${short}`, `--${name}`] : [`--${name}`];
}
