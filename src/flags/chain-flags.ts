import type { Flag } from './flag.ts';

/** The flag that adds findings about sessions; each source is read twice. */
export const chainsFlag = {
  name: 'chains',
  group: 'Rules',
  summary: 'also judge sessions by where their credentials come from; reads twice',
} as const satisfies Flag;

/** The flag that leaves out what issues credentials. */
export const noChainsFlag = {
  name: 'no-chains',
  group: 'Source',
  summary: 'do not look for what issued the credentials; saves lookups in history:',
} as const satisfies Flag;

/** Flags that select events by the sessions they are of; each source is read twice. */
export const chainFlags = [
  {
    name: 'person',
    value: 'NAME',
    group: 'Filter',
    isCommon: true,
    summary: 'the person or workload behind the session, under any role; reads twice',
    examples: ['alice@example.com', "'instance i-*'"],
    repeatable: true,
  },
  {
    name: 'chain-of',
    value: 'THING',
    group: 'Filter',
    summary: 'a key, session or other thing of who, and all that was made from it; reads twice',
    examples: ['AKIAIOSFODNN7EXAMPLE'],
    repeatable: true,
  },
] as const satisfies readonly Flag[];
