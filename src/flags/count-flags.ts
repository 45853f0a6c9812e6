import type { Flag } from './flag.ts';

/** Flags that say how events are counted. */
export const countFlags = [
  {
    name: 'by',
    value: 'NAME,…',
    group: 'Output',
    summary: 'what to count by: attributes or field paths; see: trailscan help fields',
    examples: ['event', 'service,outcome'],
    repeatable: true,
    complete: 'column',
  },
  {
    name: 'top',
    short: 'n',
    value: 'COUNT',
    group: 'Output',
    summary: 'print so many of the largest groups, and the others as one',
    examples: ['10'],
  },
] as const satisfies readonly Flag[];
