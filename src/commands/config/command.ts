import { helpFlag } from '../../flags/run-flags.ts';
import type { Command } from '../command.ts';

export const config: Command = {
  name: 'config',
  summary: 'show the settings, or write an example config file',
  usage: 'path | show | init',
  description:
    'Prints where the config file is (path), prints the settings in effect and where each value ' +
    'comes from (show), or writes a config file with examples (init).',
  operands: ['path', 'show', 'init'],
  flags: [helpFlag],
  examples: [
    { does: 'The settings in effect, and where they come from', line: 'trailscan config show' },
  ],
  load: async () => (await import('./run.ts')).config,
};
