/**
 * The man page: the pages of the help, joined to one document and written for roff. Every flag is
 * explained once, in its group.
 */
import type { Flag, FlagGroup } from '../../flags/flag.ts';
import type { Command } from '../command.ts';
import { environmentVariables } from './environment-variables.ts';
import { flagRows } from './flag-rows.ts';
import { groupRules } from './group-rules.ts';
import { purpose } from './overview-page.ts';
import type { Section } from './page.ts';
import { exitCodes } from './topics/exit-codes-page.ts';
import { topics } from './topics/topics.ts';

/** Returns `trailscan.1`, the text of the man page in roff with the macros of man(7). */
export async function manPage(commands: readonly Command[], version: string): Promise<string> {
  const explained = topics.filter(({ name }) => name !== 'exit-codes');
  const pages = await Promise.all(
    explained.map(async (topic) => ({ topic, page: await topic.load() })),
  );
  return [
    `.TH TRAILSCAN 1 "" "trailscan ${version}" "User Commands"`,
    // Names and values are not hyphenated, and lines are not stretched.
    ...['.nh', '.ad l'],
    ...chapter('NAME', [{ text: ['trailscan - answers questions about AWS CloudTrail events'] }]),
    '.SH SYNOPSIS',
    ...verbatim(commands.map(({ name, usage }) => `trailscan ${name} ${usage}`).join('\n')),
    ...chapter('DESCRIPTION', [{ text: [purpose] }]),
    ...chapter('COMMANDS', commands.map(commandSection)),
    ...chapter('FLAGS', flagSections(commands)),
    ...pages.flatMap(({ topic, page }) =>
      chapter(topic.name.replaceAll('-', ' ').toUpperCase(), [
        { text: [page.intro] },
        ...page.sections,
      ]),
    ),
    ...chapter('EXIT STATUS', [{ rows: exitCodes }]),
    ...chapter('ENVIRONMENT', [{ rows: environmentVariables }]),
    '',
  ].join('\n');
}

/** A section that may do without a heading, at the beginning of a chapter. */
type ManSection = Omit<Section, 'heading'> & Partial<Pick<Section, 'heading'>>;

function commandSection({ name, usage, description, examples }: Command): Section {
  return { heading: `trailscan ${name} ${usage}`, text: [description], examples };
}

/**
 * Returns the flags of all commands by group; flags of one name that differ are listed one after
 * the other.
 */
function flagSections(commands: readonly Command[]): readonly Section[] {
  const flags = new Set(commands.flatMap((command) => command.flags));
  const groups: readonly FlagGroup[] = [...new Set([...flags].map(({ group }) => group))];
  return groups.map((group) => {
    const members = [...flags].filter((flag) => flag.group === group);
    const rows = flagRows(members).map(([signature, meaning], at) => {
      const owners = members[at] ? ownersOf(members[at], commands) : '';
      return [signature.trim(), `${meaning}${owners}`] as const;
    });
    return { heading: `${group} flags`, ...groupRules[group], rows };
  });
}

/**
 * Returns `; for stats, timeline` for a flag of few commands, or when another has a flag of the
 * same name.
 */
function ownersOf(flag: Flag, commands: readonly Command[]): string {
  const owners = commands.filter(({ flags }) => flags.includes(flag));
  const namesakes = commands.filter(({ flags }) => flags.some(({ name }) => name === flag.name));
  const isClear = owners.length > 2 && owners.length === namesakes.length;
  return isClear ? '' : `; for ${owners.map(({ name }) => name).join(', ')}`;
}

function chapter(heading: string, sections: readonly ManSection[]): readonly string[] {
  return [`.SH ${escaped(heading)}`, ...sections.flatMap(sectionLines)];
}

function sectionLines({ heading, text = [], rows = [], examples = [] }: ManSection): string[] {
  const code = examples.map(({ does, line }) => `# ${does}\n${line}`);
  return [
    ...(heading ? [`.SS ${escaped(heading)}`] : []),
    ...text.flatMap((paragraph, at) => [...(at > 0 ? ['.PP'] : []), textLine(paragraph)]),
    ...rows.flatMap(([term, meaning]) => ['.TP', `.B ${escaped(term)}`, textLine(meaning)]),
    ...(code.length > 0 ? verbatim(code.join('\n\n')) : []),
  ];
}

function verbatim(text: string): string[] {
  return ['.PP', '.RS 4', '.nf', ...text.split('\n').map(textLine), '.fi', '.RE'];
}

/** Returns a line that roff does not take for a request, whatever it begins with. */
function textLine(text: string): string {
  return `\\&${escaped(text)}`;
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('"', '\\(dq');
}
