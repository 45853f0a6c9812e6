import { helpFlag } from '../../flags/run-flags.ts';
import type { Command } from '../command.ts';

/** Returns the help command; `subjects` are the names of all commands and topics. */
export function help(subjects: readonly string[]): Command {
  return {
    name: 'help',
    summary: 'explain a command or a topic',
    usage: '[COMMAND | TOPIC]',
    description: 'Explains a command or a topic.',
    operands: subjects,
    flags: [helpFlag],
    examples: [{ does: 'How to write a filter pattern', line: 'trailscan help where' }],
    load: async () => (await import('./run.ts')).help,
  };
}
