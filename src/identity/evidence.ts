import { type EventIndex, indexEvents } from './event-index.ts';
import type { Identities } from './identities.ts';
import { createIsSwitch, type IsSwitch } from './switches.ts';

/** What the origins of sessions are found in. */
export interface Evidence {
  readonly identities: Identities;
  readonly index: EventIndex;
  readonly isSwitch: IsSwitch;
}

/** Returns the evidence in what was collected. */
export function createEvidence(identities: Identities): Evidence {
  return {
    identities,
    index: indexEvents(identities),
    isSwitch: createIsSwitch(identities.events()),
  };
}
