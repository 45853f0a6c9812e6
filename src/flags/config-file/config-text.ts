/** The keys and indexes that lead to a value, from the outside inwards. */
export type ConfigPath = readonly (string | number)[];

/** Something that is wrong with a config file. */
export interface ConfigProblem {
  /** Empty for the whole file. */
  readonly path: ConfigPath;
  /** From 1; when it is absent, the line of the path is meant. */
  readonly line?: number;
  /** In lower case and without a full stop. */
  readonly message: string;
}

/** A config file's text, parsed and not yet validated. */
export interface ConfigText {
  /** Undefined when the text cannot be parsed: then there are `problems`. */
  readonly data: unknown;
  /** Of the text, not of what it says. */
  readonly problems: readonly ConfigProblem[];
  /** The line of the path, or of what it is in, counted from 1. */
  readonly lineOf: (path: ConfigPath) => number;
}
