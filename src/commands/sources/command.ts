import { awsFlags } from '../../flags/aws-flags.ts';
import { sourcesOutputFlag } from '../../flags/output-flags.ts';
import { helpFlag } from '../../flags/run-flags.ts';
import type { Command } from '../command.ts';

export const sources: Command = {
  name: 'sources',
  summary: 'list the trails of the account, and other sources that can be read',
  usage: '[FLAG …]',
  description:
    'Lists everything that can be named as a SOURCE: sources of the config file, the Event history ' +
    'of the current region, and the trails that record this region, with their buckets and ' +
    'settings. Requires cloudtrail:DescribeTrails.',
  operands: [],
  flags: [...awsFlags, sourcesOutputFlag, helpFlag],
  examples: [
    { does: 'Sources that can be read with a profile', line: 'trailscan sources --profile audit' },
  ],
  load: async () => (await import('./run.ts')).sources,
};
