import { UsageError } from '../../errors.ts';
import { resolveColor } from '../../flags/resolve/color.ts';
import { suggest } from '../../flags/values/suggest.ts';
import type { Command, RunCommand } from '../command.ts';
import { commandPage } from './command-page.ts';
import { overviewPage } from './overview-page.ts';
import { type Page, renderPage } from './page.ts';
import { topics } from './topics.ts';

/** Prints the help of a command or a topic; without an operand, the overview. */
export const help: RunCommand = async ({ args, commands, environment, io }) => {
  const [subject, ...others] = args.operands;
  if (others.length > 0) throw new UsageError('expected one command or topic to explain');
  const page =
    subject === undefined ? overviewPage(commands, topics) : await pageOn(subject, commands);
  await io.stdout.write(renderPage(page, resolveColor('auto', environment)));
  return 0;
};

async function pageOn(subject: string, commands: readonly Command[]): Promise<Page> {
  const command = commands.find(({ name }) => name === subject);
  const topic = await topics.find(({ name }) => name === subject)?.load();
  // `sources` is both.
  if (command && topic) return withSections(commandPage(command), topic);
  if (command) return commandPage(command);
  if (topic) return topic;
  const names = [...commands, ...topics].map(({ name }) => name);
  throw new UsageError(
    `no help for '${subject}'${suggest(subject, names)}: expected ${names.join(', ')}`,
  );
}

function withSections(page: Page, { sections }: Page): Page {
  return { ...page, sections: [...page.sections, ...sections] };
}
