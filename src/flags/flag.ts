/** One flag as data: parsing, help, shell completion and the reference are made from it. */
export interface Flag {
  /** Without the dashes. */
  readonly name: string;
  /** One letter, without the dash. */
  readonly short?: string;
  /** What the value is called in the help, such as `NAME`; a flag without one is a switch. */
  readonly value?: string;
  /** The value may be left out; it stands after `=`, so that it is not taken for an operand. */
  readonly isValueOptional?: boolean;
  readonly group: FlagGroup;
  /** A lower-case phrase for the help, without a full stop. */
  readonly summary: string;
  /** Values as people type them. */
  readonly examples?: readonly string[];
  /** Whether it may be given several times. */
  readonly repeatable?: boolean;
  /** All the values that there are. */
  readonly choices?: readonly string[];
  /** What holds when the flag is not given, in words. */
  readonly default?: string;
  /** What a shell offers as values when there are no `choices`. */
  readonly complete?: Completion;
}

/** A set of words that a shell offers: it is too long for the help, or not closed. */
export type Completion = 'service' | 'region' | 'column';

/** A heading of the help, in its order. */
export type FlagGroup = 'Filter' | 'Time' | 'Source' | 'Output' | 'Run';

/** The flag as a help writes it: `--limit COUNT`, `--cache[=DIR]`, `--verbose`. */
export function longForm({ name, value, isValueOptional }: Flag): string {
  if (value === undefined) return `--${name}`;
  return isValueOptional ? `--${name}[=${value}]` : `--${name} ${value}`;
}

/** Whether the word that follows the flag is its value. */
export function takesWord({ value, isValueOptional }: Flag): boolean {
  return value !== undefined && !isValueOptional;
}
