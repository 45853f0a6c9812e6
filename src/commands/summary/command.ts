import { chainsFlag } from '../../flags/chain-flags.ts';
import { ruleFlags } from '../../flags/detect-flags.ts';
import { filterFlags } from '../../flags/filter-flags.ts';
import { outputFlags } from '../../flags/output-flags.ts';
import { pick } from '../../flags/pick.ts';
import { helpFlag, runFlags } from '../../flags/run-flags.ts';
import { dryRunFlag, sourceFlags } from '../../flags/source-flags.ts';
import { summaryFlags } from '../../flags/summary-flags.ts';
import { timeFlags } from '../../flags/time-flags.ts';
import type { Command } from '../command.ts';

export const summary: Command = {
  name: 'summary',
  summary: 'report what happened in a day, such as for a morning email from cron',
  usage: '[FLAG …] [SOURCE …]',
  description:
    'Reports what happened yesterday, or in the time that the flags ask for, in each SOURCE: totals ' +
    'compared with the day before and the week before, services, principals, denied and failed ' +
    'calls, use of root, sign-ins, changes to IAM, networks, logging, keys, buckets and sharing, ' +
    'values never seen before (with --baseline), and files that could not be read. Every list names ' +
    'the query that prints its events.',
  operands: 'files',
  flags: [
    ...pick(filterFlags, 'account', 'region'),
    ...pick(ruleFlags, 'rules', 'placeholder'),
    ...timeFlags,
    ...sourceFlags,
    dryRunFlag,
    ...summaryFlags,
    chainsFlag,
    ...pick(outputFlags, 'redact', 'no-redact', 'color'),
    ...pick(runFlags, 'strict', 'threads', 'verbose'),
    helpFlag,
  ],
  examples: [
    {
      does: 'What happened yesterday',
      line: 'trailscan summary fixtures/trail',
    },
    {
      does: 'An HTML page, and exit code 1 for sign-ins without MFA',
      line:
        'trailscan summary fixtures/trail -o html \\\n' + '  --fail-on no-mfa-login > summary.html',
    },
    {
      does: 'New values, compared with a file that remembers those seen',
      line: 'trailscan summary fixtures/trail --date 2026-11-18 --baseline seen.json',
    },
  ],
  load: async () => (await import('./run.ts')).summary,
};
