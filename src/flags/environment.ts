/**
 * The machine around the command, read once by `cli.ts`. Plain data: whoever needs the clock, a
 * variable or the terminal is handed this.
 */
export interface Environment {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** How many threads the machine runs at once. */
  readonly cores: number;
  readonly stdin: Pick<Terminal, 'isTTY'>;
  readonly stdout: Terminal;
  readonly stderr: Terminal;
}

export interface Terminal {
  readonly isTTY: boolean;
  /** Width in cells; absent when it is no terminal. */
  readonly columns?: number;
}
