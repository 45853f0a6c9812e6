/**
 * The clock, variables and terminal around the command, read once by `cli.ts`. Plain data that is
 * passed to all code that needs them.
 */
export interface Environment {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The number of threads that the machine can run at the same time. */
  readonly cores: number;
  readonly stdin: Pick<Terminal, 'isTTY'>;
  readonly stdout: Terminal;
  readonly stderr: Terminal;
}

/** A standard stream, which may be a terminal. */
export interface Terminal {
  readonly isTTY: boolean;
  /** Width in cells; absent when it is not a terminal. */
  readonly columns?: number;
}
