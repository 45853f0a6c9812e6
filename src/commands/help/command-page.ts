import type { Flag } from '../../flags/flag.ts';
import type { Command } from '../command.ts';
import { flagRows } from './flag-rows.ts';
import { groupRules } from './group-rules.ts';
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

function flagSections(flags: readonly Flag[]): readonly Section[] {
  const rows = flagRows(flags);
  // Meanings are aligned across all groups of a page.
  const longest = Math.max(...rows.map(([signature]) => signature.length));
  return [...new Set(flags.map(({ group }) => group))].map((group) => ({
    heading: `${group} flags`,
    ...groupRules[group],
    rows: rows
      .filter((_, at) => flags[at]?.group === group)
      .map(([signature, meaning]) => [signature.padEnd(longest), meaning] as const),
  }));
}
