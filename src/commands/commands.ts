/** The list of commands, in the order of the help. A new command is a folder, and a line here. */
import { UsageError } from '../errors.ts';
import { adviceOnCommand } from '../flags/other-tools.ts';
import { suggest } from '../flags/values/suggest.ts';
import { cache } from './cache/command.ts';
import type { Command } from './command.ts';
import { completion } from './completion/command.ts';
import { config } from './config/command.ts';
import { detect } from './detect/command.ts';
import { doctor } from './doctor/command.ts';
import { download } from './download/command.ts';
import { help } from './help/command.ts';
import { topics } from './help/topics/topics.ts';
import { query } from './query/command.ts';
import { rules } from './rules/command.ts';
import { sessions } from './sessions/command.ts';
import { show } from './show/command.ts';
import { sources } from './sources/command.ts';
import { stats } from './stats/command.ts';
import { summary } from './summary/command.ts';
import { timeline } from './timeline/command.ts';
import { who } from './who/command.ts';

/** All commands but help and completion. */
const mainCommands: readonly Command[] = [
  query,
  stats,
  timeline,
  summary,
  detect,
  rules,
  who,
  sessions,
  show,
  download,
  sources,
  doctor,
  cache,
  config,
];

const subjects = [...mainCommands, completion, ...topics].map(({ name }) => name);

export const commands: readonly Command[] = [...mainCommands, help(subjects), completion];

/**
 * Returns the command with this name. Throws UsageError, with a suggestion, for an unknown name.
 */
export function findCommand(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command) return command;
  if (name.startsWith('-')) {
    throw new UsageError(`expected a command before '${name}', such as 'trailscan query ${name}'`);
  }
  const advice = adviceOnCommand(name);
  if (advice !== undefined) throw new UsageError(`unknown command '${name}'${advice}`);
  const names = commands.map((candidate) => candidate.name);
  throw new UsageError(
    `unknown command '${name}'${suggest(name, names)}: expected ${names.join(', ')}; to read a ` +
      `source: trailscan query ${name}`,
  );
}
