import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/commands.ts';
import { accesses } from '../../src/event/access.ts';
import { attributes } from '../../src/event/attributes.ts';
import { categories } from '../../src/event/category.ts';
import { outcomes } from '../../src/event/outcome.ts';
import { chainFlags } from '../../src/flags/chain-flags.ts';
import { findingFlag, ruleFlags } from '../../src/flags/detect-flags.ts';
import type { Flag } from '../../src/flags/flag.ts';
import { outputFormats } from '../../src/format/text/output-formats.ts';

const flags = commands[0]?.flags ?? [];

describe('the flag records', () => {
  it.each(commands.map((command) => [command.name, command] as const))(
    'of %s have unique names and letters',
    (_, { flags }) => {
      const spellings = flags.flatMap(({ name, short }) => (short ? [name, short] : [name]));
      expect(new Set(spellings).size).toBe(spellings.length);
    },
  );

  it('have exactly the choices that events and writers support', () => {
    expect(choicesOf('outcome')).toEqual([...outcomes]);
    expect(choicesOf('category')).toEqual([...categories]);
    expect(choicesOf('output')).toEqual([...outputFormats]);
    expect(accesses).toEqual(['read', 'write']);
  });

  it('give a filter flag the name of the attribute that it tests', () => {
    const rules = [findingFlag, ...ruleFlags].map(({ name }) => name);
    const chains = chainFlags.map(({ name }) => name);
    const switches: readonly string[] = ['reads', 'writes', 'grep', 'where', ...rules, ...chains];
    const filters = flags.filter(
      ({ group, name }) => group === 'Filter' && !switches.includes(name),
    );
    expect(filters.length).toBeGreaterThan(10);
    expect(filters.filter(({ name }) => !Object.hasOwn(attributes, name))).toEqual([]);
  });

  it('have summaries that are phrases, without a full stop', () => {
    const wrong = flags.filter(({ summary }: Flag) => !/^[a-z].*[^.]$/.test(summary));
    expect(wrong.filter(({ name }) => name !== 'where')).toEqual([]);
  });
});

function choicesOf(name: string): readonly string[] | undefined {
  return flags.find((flag) => flag.name === name)?.choices;
}
