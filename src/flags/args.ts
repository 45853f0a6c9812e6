import type { FlagName } from './flags.ts';

/** A command's arguments after parsing and before validation. */
export interface Args {
  readonly operands: readonly string[];
  /**
   * The flags that were given: their values in order of appearance, as typed; of a switch, an
   * empty list.
   */
  readonly flags: Readonly<Partial<Record<FlagName, readonly string[]>>>;
}

/** The value of a flag that takes one: the last that was given, so that an alias can be overruled. */
export function lastValueOf(args: Args, name: FlagName): string | undefined {
  return args.flags[name]?.at(-1);
}

/** Whether a switch was given. */
export function isOn(args: Args, name: FlagName): boolean {
  return args.flags[name] !== undefined;
}
