import { helpFlag } from '../../flags/run-flags.ts';
import type { Command } from '../command.ts';

export const completion: Command = {
  name: 'completion',
  summary: 'print the code that completes commands and flags in your shell',
  usage: 'bash | zsh | fish',
  description: 'Prints shell code that completes commands, flags and their values.',
  operands: ['bash', 'zsh', 'fish'],
  flags: [helpFlag],
  examples: [
    { does: 'In ~/.bashrc', line: 'source <(trailscan completion bash)' },
    { does: 'In ~/.zshrc', line: 'source <(trailscan completion zsh)' },
    {
      does: 'Once, for fish',
      line: 'trailscan completion fish > ~/.config/fish/completions/trailscan.fish',
    },
  ],
  load: async () => (await import('./run.ts')).completion,
};
