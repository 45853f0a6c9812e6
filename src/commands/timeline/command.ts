import { chainFlags } from '../../flags/chain-flags.ts';
import { countFlags } from '../../flags/count-flags.ts';
import { findingFlag, ruleFlags } from '../../flags/detect-flags.ts';
import { filterFlags } from '../../flags/filter-flags.ts';
import { outputFlags } from '../../flags/output-flags.ts';
import { pick } from '../../flags/pick.ts';
import { helpFlag, runFlags } from '../../flags/run-flags.ts';
import { dryRunFlag, sourceFlags } from '../../flags/source-flags.ts';
import { timelineOutputFlag } from '../../flags/summary-flags.ts';
import { timeFlags } from '../../flags/time-flags.ts';
import type { Command } from '../command.ts';

export const timeline: Command = {
  name: 'timeline',
  summary: 'show how many events match, over time',
  usage: '[FLAG …] [SOURCE …]',
  description:
    'Counts the events of each SOURCE that match all the flags, hour by hour or in bins of another ' +
    'length, and draws them as a plot on a terminal, or as an SVG or HTML picture; the other formats ' +
    'give the numbers. Times at which no events at all were recorded, whatever the flags, are shown ' +
    'as gaps: perhaps nothing happened, perhaps log files were not delivered.',
  operands: 'files',
  flags: [
    ...filterFlags,
    ...chainFlags,
    findingFlag,
    ...ruleFlags,
    ...timeFlags,
    ...sourceFlags,
    dryRunFlag,
    ...countFlags,
    timelineOutputFlag,
    ...pick(outputFlags, 'redact', 'no-redact', 'color'),
    ...runFlags,
    helpFlag,
  ],
  examples: [
    {
      does: 'The events of one day over time',
      line: 'trailscan timeline fixtures/trail --date 2026-11-18 -o table',
    },
    {
      does: 'Outcomes, hour by hour',
      line: 'trailscan timeline fixtures/trail --by outcome --bin 1h -o table',
    },
    {
      does: 'Denied calls by principal, as a picture',
      line:
        'trailscan timeline fixtures/trail --outcome denied --by principal \\\n' +
        '  -o svg > denied.svg',
    },
  ],
  load: async () => (await import('./run.ts')).timeline,
};
