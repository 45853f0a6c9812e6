import type { FlagName } from './flags.ts';

/** A command's arguments after parsing and before validation. */
export interface Args {
  readonly operands: readonly string[];
  /**
   * The values of each flag that was given, as typed, in order of appearance; an empty list for a
   * switch.
   */
  readonly flags: Readonly<Partial<Record<FlagName, readonly string[]>>>;
}

/**
 * Returns the value of a flag that takes one. The last one counts, so that flags in a shell alias
 * can be overridden.
 */
export function lastValueOf(args: Args, name: FlagName): string | undefined {
  return args.flags[name]?.at(-1);
}

/** Returns whether a switch was given. */
export function isOn(args: Args, name: FlagName): boolean {
  return args.flags[name] !== undefined;
}
