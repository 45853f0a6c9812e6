/** A flag as data: parsing, help, shell completion and the reference are generated from it. */
export interface Flag {
  /** The name without dashes. */
  readonly name: string;
  /** One letter, without the dash. */
  readonly short?: string;
  /** The placeholder of the value in help, such as `NAME`; a flag without one is a switch. */
  readonly value?: string;
  /** The value may be left out; it is written after `=`, so that it is not taken for an operand. */
  readonly isValueOptional?: boolean;
  readonly group: FlagGroup;
  /** Whether it is one of the most used flags, which `-h` lists. */
  readonly isCommon?: boolean;
  /** A lower-case phrase for the help, without a full stop. */
  readonly summary: string;
  /** Example values, as users type them. */
  readonly examples?: readonly string[];
  /** Whether it may be given several times. */
  readonly repeatable?: boolean;
  /** All valid values. */
  readonly choices?: readonly string[];
  /** Describes the behaviour without the flag. */
  readonly default?: string;
  /** The values that a shell offers for a flag without `choices`. */
  readonly complete?: Completion;
}

/** A set of words that a shell offers: too long for the help, or open-ended. */
export type Completion = 'service' | 'region' | 'column' | 'zone';

/** The headings of flags in help, in this order. */
export type FlagGroup = 'Filter' | 'Rules' | 'Time' | 'Source' | 'Output' | 'Run';

/** Returns the flag as help prints it: `--limit COUNT`, `--cache[=DIR]`, `--verbose`. */
export function longForm({ name, value, isValueOptional }: Flag): string {
  if (value === undefined) return `--${name}`;
  return isValueOptional ? `--${name}[=${value}]` : `--${name} ${value}`;
}

/** Returns whether the word after the flag is its value. */
export function takesWord({ value, isValueOptional }: Flag): boolean {
  return value !== undefined && !isValueOptional;
}
