import type { Flag } from './flag.ts';

/** Flags that say how events are counted. */
export const countFlags = [
  {
    name: 'by',
    value: 'NAME,…',
    group: 'Output',
    isCommon: true,
    summary: 'count by these attributes or field paths; see: trailscan help fields',
    examples: ['event', 'service,outcome'],
    repeatable: true,
    complete: 'column',
  },
  {
    name: 'whole-lists',
    group: 'Output',
    summary:
      'count all resources of an event as one value, and so for other lists; not each of them',
  },
  {
    name: 'bin',
    value: 'DURATION',
    group: 'Output',
    isCommon: true,
    summary: 'count by time, in bins of this length',
    examples: ['1h', '15m', '1d'],
  },
  {
    name: 'top',
    short: 'n',
    value: 'COUNT',
    group: 'Output',
    isCommon: true,
    summary: 'print this many of the largest groups, and the others as one',
    examples: ['10'],
    default: 'all; for a timeline, 8',
  },
] as const satisfies readonly Flag[];

/** Flags that choose the measures of each group, and the order of groups. */
export const measureFlags = [
  {
    name: 'count',
    group: 'Output',
    summary: 'count the events; the default when no other measure is given',
  },
  {
    name: 'distinct',
    value: 'NAME,…',
    group: 'Output',
    summary: 'count the different values of an attribute or field',
    examples: ['source-ip', 'principal,region'],
    repeatable: true,
    complete: 'column',
  },
  { name: 'first-seen', group: 'Output', summary: 'show the time of the earliest event' },
  { name: 'last-seen', group: 'Output', summary: 'show the time of the latest event' },
  {
    name: 'sort',
    value: 'NAME',
    group: 'Output',
    summary: 'order groups by this: events, first-seen, last-seen, or a name of --by or --distinct',
    examples: ['last-seen', 'event'],
    default: 'events, largest first; with --bin, time',
  },
  { name: 'reverse', short: 'r', group: 'Output', summary: 'reverse the order of the groups' },
] as const satisfies readonly Flag[];
