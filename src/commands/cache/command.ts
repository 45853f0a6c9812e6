import { pick } from '../../flags/pick.ts';
import { helpFlag } from '../../flags/run-flags.ts';
import { sourceFlags } from '../../flags/source-flags.ts';
import type { Command } from '../command.ts';

export const cache: Command = {
  name: 'cache',
  summary: 'show what the cache of S3 objects holds, or empty it',
  usage: 'info | clear [FLAG …]',
  description:
    'Shows how much --cache has kept and where, or removes it. Log files of trails never change: a ' +
    'file in the cache is not fetched from S3 again. When the cache is full, the files that have ' +
    'not been used for longest are removed. Log files are stored under DIR/BUCKET by their keys ' +
    '(for stores other than AWS, DIR/BUCKET@HOST), so that DIR and DIR/BUCKET are SOURCEs like any ' +
    'other folder.',
  operands: ['info', 'clear'],
  flags: [...pick(sourceFlags, 'cache', 'cache-size'), helpFlag],
  examples: [{ does: 'How much is kept, and where', line: 'trailscan cache info' }],
  load: async () => (await import('./run.ts')).cache,
};
