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

/** `access-key` → `accessKey` */
type CamelCase<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name;

/** A flag with a value takes one or, where it can be repeated, several; a switch is true or false. */
type OptionValue<One extends Flag> = One extends { readonly value: string }
  ? One extends { readonly repeatable: true }
    ? string | readonly string[]
    : string | number
  : boolean;

type OptionsOf<Some extends Flag> = {
  readonly [One in Some as CamelCase<One['name']>]?: OptionValue<One>;
};

/** Options of both `query` and `count`. */
export interface RunOptions {
  /** Stops the reading; pending calls then throw the signal's reason. */
  readonly signal?: AbortSignal;
  /** The time that relative times such as `last: '24h'` are measured from; the present when absent. */
  readonly now?: Date;
  /** Receives notes about what is read, such as which trail a name stands for. */
  readonly onNote?: (text: string) => void;
}

const sharedFlags = [
  ...filterFlags,
  ...timeFlags,
  ...sourceFlags,
  ...pick(runFlags, 'keep-duplicates', 'threads'),
] as const;

/** The flags of `query`. */
export const queryOptionFlags = [
  ...sharedFlags,
  ...pick(outputFlags, 'limit', 'reverse', 'unordered'),
] as const;

/** The flags of `count`; its other options are not flags. */
export const countOptionFlags = sharedFlags;

/** Options of `query`: filter, time, source and order, named as the flags of `trailscan query`. */
export type QueryOptions = RunOptions & OptionsOf<(typeof queryOptionFlags)[number]>;

/** Options of `count`: filter, time and source, named as the flags of `trailscan stats`, and how to group. */
export type CountOptions = RunOptions &
  OptionsOf<(typeof countOptionFlags)[number]> & {
    /** Attributes and field paths to group by, such as `['event', 'outcome']`; none for a total. */
    readonly by?: string | readonly string[];
    /** Attributes and field paths whose different values are counted in each group. */
    readonly distinct?: string | readonly string[];
  };

/** Options that are not flags. */
const otherOptions: readonly string[] = ['signal', 'now', 'onNote', 'by', 'distinct'];

/**
 * Converts options to command-line arguments. Throws UsageError for an option that does not exist or is
 * empty.
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
  for (const { name } of flags) {
    const value = options[camelCase(name)];
    if (value === undefined || value === false) continue;
    const values = value === true ? [] : [value].flat().map(String);
    // An empty list would match everything, which a caller that computes the list does not expect.
    if (Array.isArray(value) && values.length === 0) {
      throw new UsageError(`option '${camelCase(name)}': expected a value, found an empty list`);
    }
    given[name] = values;
  }
  return { operands: typeof sources === 'string' ? [sources] : sources, flags: given };
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
