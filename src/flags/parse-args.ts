import { CommanderError, Option, Command as Parser } from 'commander';
import { UsageError } from '../errors.ts';
import type { Args } from './args.ts';
import { type Flag, takesWord } from './flag.ts';
import { adviceOnFlag } from './other-tools.ts';
import { suggest } from './values/suggest.ts';

/**
 * Splits `argv` (the words after the command's name) into operands and flags. Values are returned
 * as typed: only the form is checked.
 *
 * Throws UsageError for an unknown flag, a flag without its value and a switch with one.
 */
export function parseArgs(argv: readonly string[], flags: readonly Flag[]): Args {
  checkValues(argv, flags);
  const parser = new Parser().exitOverride().configureOutput({ outputError: () => {} });
  const given: Record<string, string[]> = {};
  for (const flag of flags) {
    parser.addOption(new Option(signatureOf(flag)));
    parser.on(`option:${flag.name}`, (value?: string) => {
      given[flag.name] = [...(given[flag.name] ?? []), ...(value === undefined ? [] : [value])];
    });
  }
  const { operands, unknown } = parseOptions(parser, argv, flags);
  if (unknown[0] !== undefined) throw unknownFlag(unknown[0], flags);
  return { operands, flags: given };
}

/**
 * Checks that each value is there: commander takes any next word for the value, even another flag.
 */
function checkValues(argv: readonly string[], flags: readonly Flag[]): void {
  for (let at = 0; at < argv.length && argv[at] !== '--'; at++) {
    const flag = findFlag(argv[at] ?? '', flags);
    if (!flag || !takesWord(flag)) continue;
    const next = argv[++at];
    if (next === undefined || findFlag(next, flags)) throw missingValue(`--${flag.name}`, flags);
  }
}

function signatureOf({ short, name, value }: Flag): string {
  return `${short ? `-${short}, ` : ''}--${name}${value ? ` <${value}>` : ''}`;
}

function parseOptions(parser: Parser, argv: readonly string[], flags: readonly Flag[]) {
  try {
    return parser.parseOptions(withoutValue(argv, flags));
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // commander reports only a missing value here; its message names the flag.
    throw missingValue(/--[\w-]+/.exec(error.message)?.[0] ?? '', flags);
  }
}

/** Appends `=` to flags whose optional value is left out: commander then reads an empty value. */
function withoutValue(argv: readonly string[], flags: readonly Flag[]): string[] {
  const end = argv.indexOf('--');
  return argv.map((typed, at) => {
    const isFlag = (end < 0 || at < end) && findFlag(typed, flags)?.isValueOptional;
    return isFlag ? `${typed}=` : typed;
  });
}

function missingValue(typed: string, flags: readonly Flag[]): UsageError {
  const flag = findFlag(typed, flags);
  const [example] = flag?.choices ?? flag?.examples ?? [];
  const form = example ? `, such as ${typed} ${example}` : '';
  return new UsageError(`${typed}: expected a value${form}`);
}

function unknownFlag(typed: string, flags: readonly Flag[]): UsageError {
  const [name = ''] = typed.split('=');
  if (findFlag(name, flags)) return new UsageError(`${name}: expected no value, found '${typed}'`);
  const known = flags.map((flag) => `--${flag.name}`);
  const advice = adviceOnFlag(name.replace(/^-+/, ''), flags) ?? suggest(name, known);
  return new UsageError(`unknown flag '${name}'${advice}`);
}

function findFlag(typed: string, flags: readonly Flag[]): Flag | undefined {
  return flags.find(({ name, short }) => typed === `--${name}` || typed === `-${short}`);
}
