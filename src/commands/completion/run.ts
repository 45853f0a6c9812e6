import { UsageError } from '../../errors.ts';
import { choose } from '../../flags/values/choose.ts';
import type { RunCommand } from '../command.ts';
import { bashCompletion } from './bash-completion.ts';
import { fishCompletion } from './fish-completion.ts';
import { zshCompletion } from './zsh-completion.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
const generators = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** Prints the code that completes trailscan's commands in a shell. */
export const completion: RunCommand = async ({ args, commands, io }) => {
  const [shell, ...others] = args.operands;
  if (shell === undefined || others.length > 0) {
    throw new UsageError(`completion: expected one shell: ${shells.join(', ')}`);
  }
  await io.stdout.write(generators[choose(shell, shells, 'completion')](commands));
  return 0;
};
