import type { Flag } from './flag.ts';

/** Flags that control how input is read and reported on. */
export const runFlags = [
  {
    name: 'strict',
    group: 'Run',
    summary: 'stop at the first input that cannot be read',
  },
  {
    name: 'keep-duplicates',
    group: 'Run',
    summary: 'keep every delivery of an event that was delivered more than once',
  },
  {
    name: 'threads',
    value: 'COUNT',
    group: 'Run',
    summary: 'read this many files at the same time',
    examples: ['4'],
    default: 'the number of cores',
  },
  {
    name: 'exit-status',
    group: 'Run',
    summary: 'exit with 1 when nothing matched',
  },
  {
    name: 'verbose',
    short: 'v',
    group: 'Run',
    summary: 'report what was read, matched and left out, on standard error',
  },
] as const satisfies readonly Flag[];

/** The flag that every command has. */
export const helpFlag = {
  name: 'help',
  short: 'h',
  group: 'Run',
  isCommon: true,
  summary: 'print all help; -h prints only the most used flags',
} as const satisfies Flag;
