import { createFindOrigin, type FindOrigin } from './find-origin.ts';
import { createFindParent, type FindParent } from './find-parent.ts';
import { createFindPerson } from './find-person.ts';
import type { Identities } from './identities.ts';
import type { FindPerson } from './person.ts';
import { createSessionTrees, type SessionTrees } from './session-tree.ts';
import { createToolCalls, type ToolCalls } from './tool-calls.ts';

/** The sessions of a source, where each comes from and who stands behind it. */
export interface Chains {
  readonly identities: Identities;
  readonly findOrigin: FindOrigin;
  readonly findParent: FindParent;
  readonly findPerson: FindPerson;
  readonly trees: SessionTrees;
  /** The tool calls of AI agents. */
  readonly tools: ToolCalls;
}

/** Links the sessions that were collected. */
export function createChains(identities: Identities, tools: ToolCalls = createToolCalls()): Chains {
  const findOrigin = createFindOrigin(identities);
  const findParent = createFindParent(findOrigin);
  const sources = { identities, findOrigin, findParent };
  return {
    ...sources,
    findPerson: createFindPerson(sources),
    trees: createSessionTrees(sources),
    tools,
  };
}
