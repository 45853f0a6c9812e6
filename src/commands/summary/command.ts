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
  summary: 'tell what happened in a day: what cron mails every morning',
  usage: '[FLAG …] SOURCE …',
  description:
    'Tells what happened yesterday, or in the time that the flags ask for, in each SOURCE: totals ' +
    'against the day before and the week before, services, principals, what was denied or failed, use ' +
    'of root, sign-ins, changes of IAM, networks, logging, keys, buckets and sharing, what was never ' +
    'seen before (with --baseline), and what could not be read. Every list names the query that ' +
    'prints its events.',
  operands: 'files',
  flags: [
    ...pick(filterFlags, 'account', 'region'),
    ...timeFlags,
    ...sourceFlags,
    dryRunFlag,
    ...summaryFlags,
    ...pick(outputFlags, 'color'),
    ...pick(runFlags, 'strict', 'threads', 'verbose'),
    helpFlag,
  ],
  examples: [
    {
      does: 'What happened yesterday',
      line: 'trailscan summary fixtures/trail',
    },
    {
      does: 'A page, and exit code 1 when somebody signed in without MFA',
      line:
        'trailscan summary fixtures/trail -o html \\\n' + '  --fail-on no-mfa-login > summary.html',
    },
    {
      does: 'What is new, as remembered in a file',
      line: 'trailscan summary fixtures/trail --date 2026-11-18 --baseline seen.json',
    },
  ],
  load: async () => (await import('./run.ts')).summary,
};
