import { outputFlags } from '../../flags/output-flags.ts';
import { pick } from '../../flags/pick.ts';
import { helpFlag, runFlags } from '../../flags/run-flags.ts';
import { sourceFlags } from '../../flags/source-flags.ts';
import { timeFlags } from '../../flags/time-flags.ts';
import type { Command } from '../command.ts';

export const show: Command = {
  name: 'show',
  summary: 'print one event in full: what happened, identity, request, response',
  usage: '[FLAG …] EVENT-ID [SOURCE …]',
  description:
    'Prints the event whose eventID is EVENT-ID, or begins with it, from any SOURCE that the query ' +
    'command reads.',
  operands: 'files',
  flags: [
    ...pick(timeFlags, 'tz'),
    ...sourceFlags,
    ...pick(outputFlags, 'redact', 'no-redact', 'color'),
    ...pick(runFlags, 'strict', 'verbose'),
    helpFlag,
  ],
  examples: [
    {
      does: 'One event, found by the beginning of its ID',
      line: 'trailscan show 75bef9d7 fixtures/trail',
    },
  ],
  load: async () => (await import('./run.ts')).show,
};
