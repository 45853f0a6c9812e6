import type { Readable } from 'node:stream';
import { ConfigError } from '../../errors.ts';
import type { CommandContext } from '../command.ts';

/** Runs `work` while no progress is written to the terminal. */
export type WithProgressPaused = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Creates the function that asks for the code of an MFA device. It throws ConfigError without a
 * terminal.
 */
export function createAskMfaCode(
  { environment, io }: Pick<CommandContext, 'environment' | 'io'>,
  withProgressPaused: WithProgressPaused = (work) => work(),
): (serial: string) => Promise<string> {
  return async (serial) => {
    const problem = `the profile requires an MFA code of ${serial}`;
    if (!environment.stdin.isTTY || !environment.stderr.isTTY) {
      throw new ConfigError(`${problem}: run trailscan on a terminal, or sign in first`);
    }
    const code = await withProgressPaused(async () => {
      await io.stderr.write(`MFA code of ${serial}: `);
      const line = await readLine(io.stdin);
      // At the end of the input, the cursor is still on the line of the prompt.
      if (line === undefined) await io.stderr.write('\n');
      return line?.trim();
    });
    if (code) return code;
    throw new ConfigError(`${problem}: no code was typed`);
  };
}

/** Reads the next line; undefined at the end of the input. Throws when the input is destroyed. */
async function readLine(input: Readable): Promise<string | undefined> {
  const { createInterface } = await import('node:readline');
  for await (const line of createInterface({ input })) return line;
  return undefined;
}
