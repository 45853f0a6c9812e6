import type { Flag } from './flag.ts';

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
