import { summaryFormats, timelineFormats } from '../format/text/output-formats.ts';
import { findingKinds } from '../query/finding-kinds.ts';
import type { Flag } from './flag.ts';

/** How a timeline is printed. */
export const timelineOutputFlag = {
  name: 'output',
  short: 'o',
  value: 'FORMAT',
  group: 'Output',
  summary: 'how the timeline is printed',
  choices: timelineFormats,
  default: 'table on a terminal, ndjson into a pipe or file',
} as const satisfies Flag;

/** Flags of summaries alone. */
export const summaryFlags = [
  {
    name: 'output',
    short: 'o',
    value: 'FORMAT',
    group: 'Output',
    summary: 'how the summary is printed',
    choices: summaryFormats,
    default: 'text',
  },
  {
    name: 'top',
    short: 'n',
    value: 'COUNT',
    group: 'Output',
    summary: 'how many rows a list has at most',
    examples: ['20'],
    default: '10',
  },
  {
    name: 'baseline',
    value: 'FILE',
    group: 'Output',
    summary: 'remember in this file what was seen, and tell what is new',
    examples: ['/var/lib/trailscan/baseline.json'],
  },
  {
    name: 'fail-on',
    value: 'FINDING,…',
    group: 'Run',
    summary: 'exit with 1 when there is one of these, or any, in the summary',
    choices: ['any', ...findingKinds],
    repeatable: true,
  },
] as const satisfies readonly Flag[];
