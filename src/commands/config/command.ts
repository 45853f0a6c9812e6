import { helpFlag } from '../../flags/run-flags.ts';
import type { Command } from '../command.ts';

export const config: Command = {
  name: 'config',
  summary: 'show the settings, or write an example config file',
  usage: 'path | show | sources | init',
  description:
    'Prints where the config file is (path), prints the settings in effect and where each value ' +
    'comes from (show), prints the names of its sources (sources), or writes a config file with ' +
    'examples (init).',
  operands: ['path', 'show', 'sources', 'init'],
  flags: [helpFlag],
  examples: [
    { does: 'The settings in effect, and where they come from', line: 'trailscan config show' },
  ],
  load: async () => (await import('./run.ts')).config,
};
