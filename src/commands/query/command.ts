import { chainFlags } from '../../flags/chain-flags.ts';
import { findingFlag, ruleFlags } from '../../flags/detect-flags.ts';
import { filterFlags } from '../../flags/filter-flags.ts';
import { outputFlags } from '../../flags/output-flags.ts';
import { helpFlag, runFlags } from '../../flags/run-flags.ts';
import { dryRunFlag, sourceFlags } from '../../flags/source-flags.ts';
import { timeFlags } from '../../flags/time-flags.ts';
import type { Command } from '../command.ts';

export const query: Command = {
  name: 'query',
  summary: 'print the events that match',
  usage: '[FLAG …] [SOURCE …]',
  description:
    'Prints the events of each SOURCE that match all the flags, in the order in which they ' +
    'happened. A SOURCE is a file, a folder with everything below it, a trail in S3 ' +
    '(s3://BUCKET/PREFIX) or by its name (trail:NAME), the Event history (history:, read when no ' +
    'source is given or configured), a source of the config file (@NAME), or - for standard input; ' +
    'plain, gzip, tar or zip, in any form that CloudTrail events come in.',
  operands: 'files',
  flags: [
    ...filterFlags,
    ...chainFlags,
    findingFlag,
    ...ruleFlags,
    ...timeFlags,
    ...sourceFlags,
    dryRunFlag,
    ...outputFlags,
    ...runFlags,
    helpFlag,
  ],
  examples: [
    {
      does: 'Who terminated instances, and did it succeed?',
      line: 'trailscan query fixtures/trail --service ec2 --event TerminateInstances',
    },
    {
      does: 'Everything that was denied on one day, as CSV',
      line: 'trailscan query fixtures/trail --outcome denied --date 2026-11-18 -o csv',
    },
    {
      does: 'What an access key did from unusual addresses',
      line:
        'trailscan query fixtures/trail --access-key AKIAIOSFODNN7EXAMPLE \\\n' +
        "  --source-ip '!198.51.100.0/24'",
    },
    {
      does: 'What one user changed, newest first',
      line: 'trailscan query fixtures/trail --user carol --writes --reverse',
    },
    {
      does: 'Console logins without MFA, using a pattern',
      line:
        'trailscan query fixtures/trail --event ConsoleLogin \\\n' +
        '  --where \'{ $.additionalEventData.MFAUsed != "Yes" }\'',
    },
    {
      does: 'Fields of your choice, for all services but two',
      line:
        "trailscan query fixtures/trail --service '!logs,monitoring' \\\n" +
        '  --columns time,event,userIdentity.arn',
    },
  ],
  load: async () => (await import('./run.ts')).query,
};
