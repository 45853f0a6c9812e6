import type { Readable } from 'node:stream';
import type { Args } from '../flags/args.ts';
import type { Environment } from '../flags/environment.ts';
import type { Flag } from '../flags/flag.ts';
import type { Output } from '../format/text/output.ts';

/**
 * One command of trailscan as its help, its completion and its dispatch see it. Plain data:
 * describing every command loads the code of none.
 */
export interface Command {
  readonly name: string;
  /** One line for the list of commands, without a full stop. */
  readonly summary: string;
  /** What stands after `trailscan NAME` in the usage line, such as `[FLAG …] SOURCE …`. */
  readonly usage: string;
  /** A paragraph for the command's own help. */
  readonly description: string;
  /** What may stand as operands: files, or one of a few words. */
  readonly operands: 'files' | readonly string[];
  readonly flags: readonly Flag[];
  readonly examples: readonly Example[];
  /** Loads the code that runs the command. */
  readonly load: () => Promise<RunCommand>;
}

/** A command line that works as it stands, and what it does. */
export interface Example {
  readonly does: string;
  readonly line: string;
}

/**
 * Runs a command to its end and returns the exit code. What is thrown stops the command: a
 * UsageError or ConfigError ends in exit code 2, a FileError under `--strict` is thrown by the
 * command as it sees fit, anything else is a bug and ends in exit code 4 with its stack.
 */
export type RunCommand = (context: CommandContext) => Promise<ExitCode>;

export interface CommandContext {
  readonly args: Args;
  /** All that there are, for those that describe them. */
  readonly commands: readonly Command[];
  readonly environment: Environment;
  readonly io: CommandIo;
  /** Aborted by Ctrl-C, by SIGTERM and when the reader of stdout goes away. */
  readonly signal: AbortSignal;
}

interface CommandIo {
  /** Destroyed when the signal is aborted. */
  readonly stdin: Readable;
  /**
   * Data. When the reader has gone away (`| head -1`), `write` rejects and the signal is aborted;
   * the command lets that error pass, and `main` ends quietly with exit code 0.
   */
  readonly stdout: Output;
  /** Everything that is not data. */
  readonly stderr: Output;
}

/**
 * 0 done; 1 nothing matched and `--exit-status` was given, or `--fail-on` was met; 2 wrong usage or configuration; 3 done,
 * but some input could not be read; 4 failed; 130 interrupted; 143 terminated.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 130 | 143;
