import { awsFlags } from '../../flags/aws-flags.ts';
import { helpFlag } from '../../flags/run-flags.ts';
import type { Command } from '../command.ts';

export const doctor: Command = {
  name: 'doctor',
  summary: 'check whether sources can be read, and what is missing',
  usage: '[FLAG …] SOURCE …',
  description:
    'Checks credentials, lists each SOURCE and reads a little of it. Where that fails, it says which ' +
    'permission to grant or what else to do.',
  operands: 'files',
  flags: [...awsFlags, helpFlag],
  examples: [
    { does: 'A trail in S3', line: 'trailscan doctor s3://my-trail-bucket/' },
    { does: 'A folder', line: 'trailscan doctor fixtures/trail' },
  ],
  load: async () => (await import('./run.ts')).doctor,
};
