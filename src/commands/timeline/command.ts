import { countFlags } from '../../flags/count-flags.ts';
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
  usage: '[FLAG …] SOURCE …',
  description:
    'Counts the events of each SOURCE that match all the flags, hour by hour or in bins of another ' +
    'length, and draws them: on a terminal as a plot, as SVG or HTML as a picture; the other formats ' +
    'give the numbers. Times at which nothing at all was recorded, whatever the flags, are shown as ' +
    'gaps: perhaps nothing happened, perhaps it was not delivered.',
  operands: 'files',
  flags: [
    ...filterFlags,
    ...timeFlags,
    ...sourceFlags,
    dryRunFlag,
    ...countFlags,
    timelineOutputFlag,
    ...pick(outputFlags, 'color'),
    ...runFlags,
    helpFlag,
  ],
  examples: [
    {
      does: 'What happened when',
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
