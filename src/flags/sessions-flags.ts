import type { Flag } from './flag.ts';

/** Flags that say which sessions are printed, and in which order. */
export const sessionsFlags = [
  {
    name: 'sort',
    value: 'NAME',
    group: 'Output',
    isCommon: true,
    summary: 'order sessions by this: times from the first, counts from the largest',
    choices: [
      'start',
      'end',
      'events',
      'writes',
      'denied',
      'failed',
      'addresses',
      'person',
      'name',
    ],
    default: 'start',
  },
  { name: 'reverse', short: 'r', group: 'Output', summary: 'reverse the order of the sessions' },
  {
    name: 'top',
    short: 'n',
    value: 'COUNT',
    group: 'Output',
    isCommon: true,
    summary: 'print this many sessions from the beginning of the order, and the others as one',
    examples: ['20'],
    default: 'all',
  },
  {
    name: 'columns',
    value: 'NAME,…',
    group: 'Output',
    summary: 'columns of a table, CSV or Markdown: names of the columns of CSV',
    examples: ['start,person,name,events,key'],
    repeatable: true,
    default: 'all that fit',
  },
] as const satisfies readonly Flag[];
