/** The command line is wrong: exit code 2. The message needs no stack to be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A setting outside the command line (environment, config file) is wrong: exit code 2. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** A source cannot be read at all, or no longer: exit code 4. The message says what to do. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

/**
 * A part of the input that could not be read. It is yielded along with the events: the run
 * continues, lists it in the ledger and ends with exit code 3.
 */
export interface FileError {
  /** The log file as the user knows it: a path, a URI, or `-` for standard input. */
  readonly file: string;
  /**
   * Where the unreadable part begins, in bytes of the decompressed file; absent for the whole file.
   */
  readonly offset?: number;
  /** The problem, in lower case and without a full stop. */
  readonly reason: string;
}
