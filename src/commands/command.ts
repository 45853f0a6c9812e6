import type { Readable } from 'node:stream';
import type { Args } from '../flags/args.ts';
import type { Environment } from '../flags/environment.ts';
import type { Flag } from '../flags/flag.ts';
import type { Output } from '../format/text/output.ts';

/**
 * Describes a command for help, completion and dispatch. It is plain data, so that listing all
 * commands does not load the code of any.
 */
export interface Command {
  readonly name: string;
  /** One line for the list of commands, without a full stop. */
  readonly summary: string;
  /** The usage line after `trailscan NAME`, such as `[FLAG …] SOURCE …`. */
  readonly usage: string;
  /** A paragraph for the help of the command. */
  readonly description: string;
  /** Which operands the command takes: files, or one of these words. */
  readonly operands: 'files' | readonly string[];
  /** Of several words, the one that is followed by files. */
  readonly filesAfter?: string;
  readonly flags: readonly Flag[];
  readonly examples: readonly Example[];
  /** Loads the code that runs the command. */
  readonly load: () => Promise<RunCommand>;
}

/** A command line that works as written, and what it does. */
export interface Example {
  readonly does: string;
  readonly line: string;
}

/**
 * Runs a command to its end and returns the exit code. An error that is thrown stops the command: a
 * UsageError or ConfigError gives exit code 2; the command decides whether to throw a FileError
 * under `--strict`; anything else is a bug and gives exit code 4 with its stack.
 */
export type RunCommand = (context: CommandContext) => Promise<ExitCode>;

/** Everything that a command is given to run. */
export interface CommandContext {
  readonly args: Args;
  /** All commands, for help and completion. */
  readonly commands: readonly Command[];
  readonly environment: Environment;
  readonly io: CommandIo;
  /** Aborted by Ctrl-C, by SIGTERM and when the reader of stdout closes it. */
  readonly signal: AbortSignal;
}

interface CommandIo {
  /** Destroyed when the signal is aborted. */
  readonly stdin: Readable;
  /**
   * Takes the data. When its reader has closed it (`| head -1`), `write` rejects and the signal is
   * aborted; the command does not catch that error, and `main` ends quietly with exit code 0.
   */
  readonly stdout: Output;
  /** Takes everything that is not data. */
  readonly stderr: Output;
}

/**
 * 0 done; 1 nothing matched and `--exit-status` was given, `--fail-on` was met, or `rules check`
 * found a broken rule; 2 wrong usage or configuration; 3 done, but some input could not be read; 4
 * failed; 128 and the number of the signal that ended the run.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 129 | 130 | 131 | 143;
