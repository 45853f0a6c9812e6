import { summaryFormats, timelineFormats } from '../format/text/output-formats.ts';
import { findingKinds } from '../query/finding-kinds.ts';
import type { Flag } from './flag.ts';

/** The output flag of timelines. */
export const timelineOutputFlag = {
  name: 'output',
  short: 'o',
  value: 'FORMAT',
  group: 'Output',
  isCommon: true,
  summary: 'how the timeline is printed',
  choices: timelineFormats,
  default: 'table on a terminal, ndjson into a pipe or file',
} as const satisfies Flag;

/** Flags that only summaries have. */
export const summaryFlags = [
  {
    name: 'output',
    short: 'o',
    value: 'FORMAT',
    group: 'Output',
    isCommon: true,
    summary: 'how the summary is printed',
    choices: summaryFormats,
    default: 'text',
  },
  {
    name: 'top',
    short: 'n',
    value: 'COUNT',
    group: 'Output',
    isCommon: true,
    summary: 'print at most this many rows of each list',
    examples: ['20'],
    default: '10',
  },
  {
    name: 'baseline',
    value: 'FILE',
    group: 'Output',
    isCommon: true,
    summary: 'remember in this file what was seen, and report what is new',
    examples: ['/var/lib/trailscan/baseline.json'],
  },
  {
    name: 'fail-on',
    value: 'FINDING,…',
    group: 'Run',
    isCommon: true,
    summary: 'exit with 1 when the summary has one of these findings, or any',
    choices: ['any', ...findingKinds],
    repeatable: true,
  },
] as const satisfies readonly Flag[];
