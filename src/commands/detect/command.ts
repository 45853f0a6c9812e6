import { chainsFlag } from '../../flags/chain-flags.ts';
import { detectFlags, ruleFlags } from '../../flags/detect-flags.ts';
import { filterFlags } from '../../flags/filter-flags.ts';
import { outputFlags } from '../../flags/output-flags.ts';
import { pick } from '../../flags/pick.ts';
import { helpFlag, runFlags } from '../../flags/run-flags.ts';
import { dryRunFlag, sourceFlags } from '../../flags/source-flags.ts';
import { timeFlags } from '../../flags/time-flags.ts';
import type { Command } from '../command.ts';

export const detect: Command = {
  name: 'detect',
  summary: 'find attacks and mistakes, with Sigma rules',
  usage: '[FLAG …] [SOURCE …]',
  description:
    'Tests the events of each SOURCE with the rules that come with trailscan, and with those of ' +
    '--rules: Sigma rules, correlations and filters (version 2.1). Prints what was found, the ' +
    'worst first, then the rules that matched; as ndjson and csv, each event with the rule that ' +
    'it matches. Every finding names the command that prints its events.',
  operands: 'files',
  flags: [
    ...filterFlags,
    ...ruleFlags,
    ...timeFlags,
    ...sourceFlags,
    dryRunFlag,
    ...detectFlags,
    chainsFlag,
    ...pick(outputFlags, 'redact', 'no-redact', 'color'),
    ...runFlags,
    helpFlag,
  ],
  examples: [
    {
      does: 'What needs attention, the worst first',
      line: 'trailscan detect fixtures/trail -o table',
    },
    {
      does: 'A day, with exit code 1 if anything high or critical was found',
      line: 'trailscan detect fixtures/trail --date 2026-11-17 --fail-on high -o table',
    },
    {
      does: 'Which addresses have findings?',
      line: 'trailscan detect fixtures/trail --min-level medium --group source-ip',
    },
    {
      does: 'Each event of one technique, with the rule that found it',
      line: 'trailscan detect fixtures/trail --tag attack.t1098 -o csv',
    },
    {
      does: 'Also judge sessions, such as by keys used after they were deleted',
      line: 'trailscan detect fixtures/trail --chains -o table',
    },
    {
      does: 'The events of one finding',
      line: 'trailscan query fixtures/trail --finding root-login',
    },
  ],
  load: async () => (await import('./run.ts')).detect,
};
