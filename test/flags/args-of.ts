import { devNull } from 'node:os';
import { commands } from '../../src/commands/commands.ts';
import type { Args } from '../../src/flags/args.ts';
import type { Environment } from '../../src/flags/environment.ts';
import { parseArgs } from '../../src/flags/parse-args.ts';

/** Returns the parsed arguments of `trailscan query`. */
export function argsOf(...argv: string[]): Args {
  return parseArgs(argv, commands[0]?.flags ?? []);
}

/** An environment with pipes, on a fixed day (a Friday) and without variables. */
export const environment: Environment = {
  now: Date.parse('2026-11-20T12:00:00Z'),
  // No config file of this machine.
  variables: { TRAILSCAN_CONFIG: devNull },
  cores: 2,
  stdin: { isTTY: false },
  stdout: { isTTY: false },
  stderr: { isTTY: false },
};

/** The same with a terminal of 100 cells. */
export const terminal: Environment = {
  ...environment,
  stdout: { isTTY: true, columns: 100 },
  stderr: { isTTY: true, columns: 100 },
};
