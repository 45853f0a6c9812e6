/** The options of the library: the flags of the command line, named in camel case. */
import { UsageError } from '../errors.ts';
import type { Args } from '../flags/args.ts';
import { filterFlags } from '../flags/filter-flags.ts';
import type { Flag } from '../flags/flag.ts';
import type { FlagName } from '../flags/flags.ts';
import { outputFlags } from '../flags/output-flags.ts';
import { pick } from '../flags/pick.ts';
import { runFlags } from '../flags/run-flags.ts';
import { sourceFlags } from '../flags/source-flags.ts';
import { timeFlags } from '../flags/time-flags.ts';
import { suggest } from '../flags/values/suggest.ts';

const sharedFlags = [
  ...filterFlags,
  ...timeFlags,
  ...sourceFlags,
  ...pick(runFlags, 'keep-duplicates', 'threads'),
] as const;

/** The flags that are options of `query`. */
export const queryOptionFlags = [
  ...sharedFlags,
  ...pick(outputFlags, 'limit', 'reverse', 'unordered', 'redact'),
] as const;

/** The flags that are options of `count`, which also has options that are not flags. */
export const countOptionFlags = sharedFlags;

/** The options that are not flags. */
const otherOptions: readonly string[] = ['signal', 'now', 'onNote', 'by', 'distinct', 'wholeLists'];

/**
 * Converts options to command-line arguments. Throws UsageError for an option that does not exist
 * or is empty.
 */
export function argsOf(
  sources: string | readonly string[],
  options: Readonly<Record<string, unknown>>,
  flags: readonly (Flag & { readonly name: FlagName })[],
): Args {
  const given: { [Name in FlagName]?: string[] } = {};
  const names = flags.map(({ name }) => camelCase(name));
  for (const name of Object.keys(options)) {
    if (names.includes(name) || otherOptions.includes(name)) continue;
    throw new UsageError(`unknown option '${name}'${suggest(name, names)}`);
  }
  for (const flag of flags) {
    const value = options[camelCase(flag.name)];
    if (value === undefined || value === false) continue;
    given[flag.name] = valuesOf(flag, value);
  }
  return { operands: typeof sources === 'string' ? [sources] : sources, flags: given };
}

/**
 * Returns the values of a flag; none for a switch. Throws UsageError for a value that would select
 * nothing, such as an empty list: without it, the filter would select too much.
 */
function valuesOf(flag: Flag, value: unknown): string[] {
  const takesValue = 'value' in flag;
  if (value === true && (!takesValue || flag.isValueOptional)) return [];
  const values = [value].flat();
  const isText = (item: unknown) => typeof item === 'string' || typeof item === 'number';
  if (takesValue && values.length > 0 && values.every(isText)) return values.map(String);
  const expected = takesValue ? 'text, a number or a list of them' : 'true or false';
  const wrong = takesValue ? values.find((item) => !isText(item)) : value;
  const found = values.length === 0 ? 'an empty list' : typeof wrong;
  throw new UsageError(`option '${camelCase(flag.name)}': expected ${expected}, found ${found}`);
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
