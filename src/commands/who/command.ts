import { noChainsFlag } from '../../flags/chain-flags.ts';
import { outputFlags } from '../../flags/output-flags.ts';
import { pick } from '../../flags/pick.ts';
import { helpFlag, runFlags } from '../../flags/run-flags.ts';
import { sourceFlags } from '../../flags/source-flags.ts';
import { timeFlags } from '../../flags/time-flags.ts';
import { whoOutputFlag } from '../../flags/who-flags.ts';
import type { Command } from '../command.ts';

export const who: Command = {
  name: 'who',
  summary: 'find the person behind a key, session or address, and all that was made with it',
  usage: '[FLAG …] THING [SOURCE …]',
  description:
    'Prints where the credentials of THING come from, up to the person or the workload, and every ' +
    'session that was made from them, with what each did first. THING is an access key, the ARN or ' +
    'the name of a user, a role or a session, a person, an instance, a source address, or an event ' +
    'ID. Each step is certain or likely, and says how it is known. Each SOURCE is read twice.',
  operands: 'files',
  flags: [
    ...timeFlags,
    ...sourceFlags,
    noChainsFlag,
    whoOutputFlag,
    ...pick(outputFlags, 'color'),
    ...pick(runFlags, 'strict', 'threads', 'exit-status', 'verbose'),
    helpFlag,
  ],
  examples: [
    {
      does: 'A leaked key: who used it, and what was made with it?',
      line: 'trailscan who AKIAIOSFODNN7EXAMPLE fixtures/trail',
    },
    {
      does: 'Who stands behind a session?',
      line: 'trailscan who ops-admin/debug fixtures/trail',
    },
  ],
  load: async () => (await import('./run.ts')).who,
};
