import { UsageError } from '../../errors.ts';
import { resolveColor } from '../../flags/resolve/color.ts';
import { suggest } from '../../flags/values/suggest.ts';
import type { Command, CommandContext, RunCommand } from '../command.ts';
import { commandPage } from './command-page.ts';
import { overviewPage } from './overview-page.ts';
import type { Page } from './page.ts';
import { renderPage } from './render-page.ts';
import { shortCommandPage, shortOverviewPage } from './short-pages.ts';
import { findTopic, topics } from './topics/topics.ts';

/** Prints the help of a topic or a command; without an operand, the overview. */
export const help: RunCommand = async (context) => {
  const { args, commands } = context;
  const [subject, ...others] = args.operands;
  if (others.length > 0) throw new UsageError('expected one command or topic to explain');
  if (subject !== undefined) return print(await pageOn(subject, commands), context);
  return helpFor(undefined, 'whole', context);
};

/** How much help is asked for: `-h` asks for a short page, `--help` for the whole one. */
export type HelpLength = 'short' | 'whole';

/** Prints the help of a command, or the overview when it is undefined. */
export async function helpFor(
  command: Command | undefined,
  length: HelpLength,
  context: Omit<CommandContext, 'args'>,
): Promise<0> {
  const { commands } = context;
  if (length === 'whole') {
    return print(command ? commandPage(command) : overviewPage(commands, topics), context);
  }
  const page = command ? shortCommandPage(command, topics) : shortOverviewPage(commands, topics);
  return print(page, context);
}

/**
 * Returns the page of a topic or a command. A topic comes first: `COMMAND --help` is for the
 * command.
 */
async function pageOn(subject: string, commands: readonly Command[]): Promise<Page> {
  const topic = findTopic(subject);
  if (topic) return topic.load();
  const command = commands.find(({ name }) => name === subject);
  if (command) return commandPage(command);
  const names = [...new Set([...commands, ...topics].map(({ name }) => name))];
  const aliases = topics.flatMap((each) => each.aliases);
  throw new UsageError(
    `no help for '${subject}'${suggest(subject, [...names, ...aliases])}: expected ${names.join(', ')}`,
  );
}

async function print(
  page: Page,
  { io, environment }: Pick<CommandContext, 'io' | 'environment'>,
): Promise<0> {
  await io.stdout.write(renderPage(page, resolveColor('auto', environment)));
  return 0;
}
