import { chainFlags } from '../../flags/chain-flags.ts';
import { countFlags, measureFlags } from '../../flags/count-flags.ts';
import { findingFlag, ruleFlags } from '../../flags/detect-flags.ts';
import { filterFlags } from '../../flags/filter-flags.ts';
import { outputFlags } from '../../flags/output-flags.ts';
import { pick } from '../../flags/pick.ts';
import { helpFlag, runFlags } from '../../flags/run-flags.ts';
import { dryRunFlag, sourceFlags } from '../../flags/source-flags.ts';
import { timeFlags } from '../../flags/time-flags.ts';
import type { Command } from '../command.ts';

export const stats: Command = {
  name: 'stats',
  summary: 'count the events that match, in total or by attributes and fields',
  usage: '[FLAG …] [SOURCE …]',
  description:
    'Counts the events of each SOURCE that match all the flags: in total, or with --by for each ' +
    'combination of values, largest groups first. Values are those that the query command prints ' +
    'as CSV. Events without a value are counted together with events in which it is empty: shown ' +
    'as - in a table, null in JSON, an empty cell in CSV.',
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
    ...measureFlags,
    ...pick(outputFlags, 'output', 'redact', 'no-redact', 'color'),
    ...runFlags,
    helpFlag,
  ],
  examples: [
    {
      does: 'Which calls were made most often',
      line: 'trailscan stats fixtures/trail --by event --top 10',
    },
    {
      does: 'Which principals were denied which calls',
      line: 'trailscan stats fixtures/trail --outcome denied --by principal,event',
    },
    {
      does: 'How many events there were on one day',
      line: 'trailscan stats fixtures/trail --date 2026-11-18',
    },
    {
      does: 'Where each access key was used from, as CSV',
      line:
        "trailscan stats fixtures/trail --access-key '*' \\\n" +
        '  --by access-key,source-ip -o csv',
    },
    {
      does: 'By a field of your choice: the roles behind the sessions',
      line:
        'trailscan stats fixtures/trail --identity-type AssumedRole \\\n' +
        '  --by userIdentity.sessionContext.sessionIssuer.userName',
    },
  ],
  load: async () => (await import('./run.ts')).stats,
};
