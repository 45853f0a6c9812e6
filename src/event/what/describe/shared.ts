import type { Call } from '../call.ts';
import { partiesOf } from '../parties.ts';
import { type Phrase, phrase, spare, words } from '../phrase.ts';
import { textOf, valuesAt } from '../read-values.ts';
import type { Describe } from '../template.ts';

/** The resource that is shared, and the paths of the accounts that are added or removed. */
interface Sharing {
  /** `snapshot` */
  readonly noun: string;
  readonly name: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Describes a call that shares something: `snapshot snap-1 shared with anyone`,
 * `image ami-1 withdrawn from 444455556666`. The group `all` is anyone. Undefined when it shares
 * nothing.
 */
export function shared({ noun, name, added, removed }: Sharing): Describe {
  return (call) => {
    const thing = phrase`${spare(words(`${noun} `))}${call.name(name)}`;
    const taken = () => phrase`${thing} withdrawn from ${parties(call, removed)}`;
    return phrase`${thing} shared with ${parties(call, added)}` ?? taken();
  };
}

/** The request says who is added; the response lists all who have it. */
function parties(call: Call, paths: readonly string[]): Phrase | undefined {
  const { requestParameters } = call.event;
  const found = paths
    .flatMap((path) => valuesAt(requestParameters, path))
    .flatMap((value) => textOf(value) ?? []);
  return partiesOf(found, call);
}
