import { type Flag, type FlagGroup, longForm } from '../../flags/flag.ts';
import type { Command } from '../command.ts';
import type { Page, Section } from './page.ts';

/** Returns the help of one command: usage, description, flags by group, examples. */
export function commandPage(command: Command): Page {
  return {
    intro: `Usage: trailscan ${command.name} ${command.usage}`,
    sections: [
      { heading: command.name, text: [command.description] },
      ...flagSections(command.flags),
      { heading: 'Examples', examples: command.examples },
    ],
  };
}

/** Rules that apply to all flags of a group. */
const groupRules: Readonly<Partial<Record<FlagGroup, string>>> = {
  Filter:
    'All flags must match; of several values (separated by commas, or the flag repeated) one must. A ' +
    'leading ! excludes a value or, before a list, all of it. * matches any text, and case is ' +
    'ignored. \\, is a comma inside a value.',
  Source: 'For trails in S3. Sources and the access they require: trailscan help sources',
  Time: 'By eventTime. How to write a time: trailscan help time',
};

function flagSections(flags: readonly Flag[]): readonly Section[] {
  const groups = new Set(flags.map(({ group }) => group));
  // Meanings are aligned across all groups of a page.
  const longest = Math.max(...flags.map((flag) => signature(flag).length));
  return [...groups].map((group) => {
    const rule = groupRules[group];
    const members = flags.filter((flag) => flag.group === group);
    return {
      heading: `${group} flags`,
      ...(rule === undefined ? {} : { text: [rule] }),
      rows: members.map((flag) => [signature(flag).padEnd(longest), meaning(flag)] as const),
    };
  });
}

function signature(flag: Flag): string {
  return `${flag.short ? `-${flag.short}, ` : '    '}${longForm(flag)}`;
}

function meaning({ summary, choices, examples, default: otherwise }: Flag): string {
  const values = choices ? `: ${choices.join(', ')}` : '';
  const like = examples ? ` (${examples.join(', ')})` : '';
  return `${summary}${values}${like}${otherwise ? ` [${otherwise}]` : ''}`;
}
