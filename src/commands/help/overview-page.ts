import type { Command } from '../command.ts';
import { environmentVariables } from './environment-variables.ts';
import type { Page } from './page.ts';
import { exitCodes } from './topics/exit-codes-page.ts';
import type { Topic } from './topics/topics.ts';

/** One sentence on what trailscan is. */
export const purpose =
  'trailscan answers questions about AWS CloudTrail events: who did what, when, from where, ' +
  'with which credentials, and did it succeed.';

/** Returns the page of `trailscan --help`: what trailscan is, its commands and topics. */
export function overviewPage(commands: readonly Command[], topics: readonly Topic[]): Page {
  return {
    intro: purpose,
    sections: [
      {
        heading: 'Usage',
        rows: [
          ['trailscan COMMAND [FLAG …] [SOURCE …]', ''],
          ['trailscan COMMAND --help', ''],
          ['trailscan --version', ''],
        ],
      },
      { heading: 'Commands', rows: commands.map(({ name, summary }) => [name, summary] as const) },
      {
        heading: 'Topics, for trailscan help TOPIC',
        rows: topics.map(({ name, summary }) => [name, summary] as const),
      },
      {
        heading: 'Examples',
        examples: commands.flatMap(({ examples }) => examples.slice(0, 2)).slice(0, 6),
      },
      { heading: 'Exit codes', rows: exitCodes },
      { heading: 'Environment', rows: environmentVariables },
    ],
  };
}
