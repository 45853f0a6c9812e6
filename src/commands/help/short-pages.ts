/**
 * What `-h` prints: enough to begin with, in about the height of a terminal, and where the rest is.
 */
import type { Flag } from '../../flags/flag.ts';
import type { Command } from '../command.ts';
import { signatureOf } from './flag-rows.ts';
import type { Page, Section } from './page.ts';
import type { Topic } from './topics/topics.ts';

/** The short page of a command with at most this many flags has all of them. */
const fewFlags = 6;
/** More choices than this are left to the whole page. */
const fewChoices = 6;

/** Returns the page of `trailscan -h`: the commands, and where the rest is explained. */
export function shortOverviewPage(commands: readonly Command[], topics: readonly Topic[]): Page {
  return {
    intro: 'Usage: trailscan COMMAND [FLAG …] [SOURCE …]',
    sections: [
      { heading: 'Commands', rows: commands.map(({ name, summary }) => [name, summary] as const) },
      { heading: 'Example', examples: commands.flatMap(({ examples }) => examples).slice(0, 1) },
      moreSection(topics, [
        ['trailscan COMMAND -h', "a command's most used flags"],
        ['trailscan COMMAND --help', 'all its flags, with examples'],
      ]),
    ],
  };
}

/** Returns the page of `trailscan COMMAND -h`: usage, the most used flags, one example. */
export function shortCommandPage(command: Command, topics: readonly Topic[]): Page {
  const { name, usage, summary, flags, examples } = command;
  const common = flags.length > fewFlags ? flags.filter(({ isCommon }) => isCommon) : flags;
  return {
    intro: `Usage: trailscan ${name} ${usage}`,
    sections: [
      { heading: name, text: [`${summary[0]?.toUpperCase()}${summary.slice(1)}.`] },
      { heading: common === flags ? 'Flags' : 'Most used flags', rows: common.map(shortRow) },
      { heading: 'Example', examples: examples.slice(0, 1) },
      moreSection(topics, [[`trailscan ${name} --help`, 'all flags, with examples']]),
    ],
  };
}

function shortRow(flag: Flag): readonly [string, string] {
  const { summary, choices = [] } = flag;
  const isListed = choices.length > 0 && choices.length <= fewChoices;
  return [signatureOf(flag), isListed ? `${summary}: ${choices.join(', ')}` : summary];
}

function moreSection(
  topics: readonly Topic[],
  pages: readonly (readonly [string, string])[],
): Section {
  const names = topics.map(({ name }) => name).join(', ');
  return { heading: 'More', rows: [...pages, ['trailscan help TOPIC', names]] };
}
