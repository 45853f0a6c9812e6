import { createFindOrigin, type FindOrigin } from './find-origin.ts';
import type { Identities } from './identities.ts';
import { createFindPerson, type FindPerson } from './person.ts';
import { createSessionTrees, type SessionTrees } from './session-tree.ts';

/** The sessions of a source, where each comes from and who stands behind it. */
export interface Chains {
  readonly identities: Identities;
  readonly findOrigin: FindOrigin;
  readonly findPerson: FindPerson;
  readonly trees: SessionTrees;
}

/** Links the sessions that were collected. */
export function createChains(identities: Identities): Chains {
  const findOrigin = createFindOrigin(identities);
  return {
    identities,
    findOrigin,
    findPerson: createFindPerson(identities, findOrigin),
    trees: createSessionTrees(identities, findOrigin),
  };
}
