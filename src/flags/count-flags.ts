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
    name: 'bin',
    value: 'DURATION',
    group: 'Output',
    summary: 'count by spans of time of this length',
    examples: ['1h', '15m', '1d'],
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

/** Flags that say what is told of each group, and in which order. */
export const measureFlags = [
  {
    name: 'count',
    group: 'Output',
    summary: 'tell how many events there are: also what is told when nothing is asked for',
  },
  {
    name: 'distinct',
    value: 'NAME,…',
    group: 'Output',
    summary: 'tell how many different values of an attribute or field there are',
    examples: ['source-ip', 'principal,region'],
    repeatable: true,
    complete: 'column',
  },
  { name: 'first-seen', group: 'Output', summary: 'tell when the earliest event was' },
  { name: 'last-seen', group: 'Output', summary: 'tell when the latest event was' },
  {
    name: 'sort',
    value: 'NAME',
    group: 'Output',
    summary:
      'what to order groups by: events, first-seen, last-seen, or a name of --by or --distinct',
    examples: ['last-seen', 'event'],
    default: 'events, the most first; with --bin the time',
  },
] as const satisfies readonly Flag[];
