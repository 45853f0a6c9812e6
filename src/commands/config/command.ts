import { helpFlag } from '../../flags/run-flags.ts';
import type { Command } from '../command.ts';

export const config: Command = {
  name: 'config',
  summary: 'show what is set up, or write a config file to begin with',
  usage: 'path | show | init',
  description:
    'Tells where the config file is (path), prints what holds and where each value comes from (show), ' +
    'or writes a config file with examples (init).',
  operands: ['path', 'show', 'init'],
  flags: [helpFlag],
  examples: [{ does: 'What holds, and why', line: 'trailscan config show' }],
  load: async () => (await import('./run.ts')).config,
};
