import { chainFlags, noChainsFlag } from '../../flags/chain-flags.ts';
import { findingFlag, ruleFlags } from '../../flags/detect-flags.ts';
import { filterFlags } from '../../flags/filter-flags.ts';
import { outputFlags } from '../../flags/output-flags.ts';
import { pick } from '../../flags/pick.ts';
import { helpFlag, runFlags } from '../../flags/run-flags.ts';
import { sessionsFlags } from '../../flags/sessions-flags.ts';
import { dryRunFlag, sourceFlags } from '../../flags/source-flags.ts';
import { timeFlags } from '../../flags/time-flags.ts';
import type { Command } from '../command.ts';

export const sessions: Command = {
  name: 'sessions',
  summary: 'list the sessions: who, when, how much, from where, and how each began',
  usage: '[FLAG …] [SOURCE …]',
  description:
    'Prints a row for each session: all events whose credentials come from the same issuance or ' +
    'sign-in, and for each access key of a user. Only the events that match all the flags are ' +
    'counted. The last column can be given to the who command. Events of services, which have no ' +
    'credentials of their own, are in no row. Each SOURCE is read twice, or once with --no-chains.',
  operands: 'files',
  flags: [
    ...filterFlags,
    ...chainFlags,
    findingFlag,
    ...ruleFlags,
    ...timeFlags,
    ...sourceFlags,
    dryRunFlag,
    noChainsFlag,
    ...sessionsFlags,
    ...pick(outputFlags, 'output', 'color'),
    ...runFlags,
    helpFlag,
  ],
  examples: [
    {
      does: 'Which sessions changed something on one day?',
      line: 'trailscan sessions fixtures/trail --date 2026-11-18 --writes',
    },
    {
      does: 'The sessions with the most refused calls',
      line: 'trailscan sessions fixtures/trail --outcome denied --sort denied --top 5',
    },
    {
      does: 'What was made from a leaked key?',
      line: 'trailscan sessions fixtures/trail --chain-of AKIAIOSFODNN7EXAMPLE',
    },
  ],
  load: async () => (await import('./run.ts')).sessions,
};
