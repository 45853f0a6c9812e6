/** The keys and indexes that lead to a value, from the outside inwards. */
export type ConfigPath = readonly (string | number)[];

/** A problem in a config file. */
export interface ConfigProblem {
  /** Empty when the problem concerns the whole file. */
  readonly path: ConfigPath;
  /** Counted from 1; when absent, the problem is in the line of the path. */
  readonly line?: number;
  /** In lower case and without a full stop. */
  readonly message: string;
}

/** The text of a config file, parsed but not validated. */
export interface ConfigText {
  /** Undefined when the text cannot be parsed: then there are `problems`. */
  readonly data: unknown;
  /** Problems of syntax, found before validation. */
  readonly problems: readonly ConfigProblem[];
  /** Returns the line of the path, or of its nearest parent with a known line, counted from 1. */
  readonly lineOf: (path: ConfigPath) => number;
}
