import { pick } from '../../flags/pick.ts';
import { helpFlag } from '../../flags/run-flags.ts';
import { sourceFlags } from '../../flags/source-flags.ts';
import type { Command } from '../command.ts';

export const cache: Command = {
  name: 'cache',
  summary: 'tell what is in the cache of objects from S3, or empty it',
  usage: 'info | clear [FLAG …]',
  description:
    'Tells what --cache has kept, or removes it. Log files of trails never change: what is in the ' +
    'cache is not fetched from S3 again. When it is full, what was not used for longest is removed. ' +
    'Log files lie below DIR/BUCKET as their keys say (for stores other than AWS, DIR/BUCKET@HOST), ' +
    'so that DIR and DIR/BUCKET are SOURCEs like any other folder.',
  operands: ['info', 'clear'],
  flags: [...pick(sourceFlags, 'cache', 'cache-size'), helpFlag],
  examples: [{ does: 'How much is kept, and where', line: 'trailscan cache info' }],
  load: async () => (await import('./run.ts')).cache,
};
