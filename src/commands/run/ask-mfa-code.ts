import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { ConfigError } from '../../errors.ts';
import type { CommandContext } from '../command.ts';

/** Does something during which nothing else is written to the terminal. */
export type Undisturbed = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Asks for the code that a device of multi-factor authentication shows: on a terminal alone. */
export function createAskMfaCode(
  { environment, io }: Pick<CommandContext, 'environment' | 'io'>,
  undisturbed: Undisturbed = (work) => work(),
): (serial: string) => Promise<string> {
  return async (serial) => {
    const asks = `the profile asks for a code of ${serial}`;
    if (!environment.stdin.isTTY || !environment.stderr.isTTY) {
      throw new ConfigError(`${asks}: run trailscan on a terminal, or sign in before`);
    }
    const code = await undisturbed(async () => {
      await io.stderr.write(`MFA code of ${serial}: `);
      const line = await readLine(io.stdin);
      // Who typed no line is still on that of the question.
      if (line === undefined) await io.stderr.write('\n');
      return line?.trim();
    });
    if (code) return code;
    throw new ConfigError(`${asks}: none was typed`);
  };
}

/** The next line; undefined when there is none. Throws when the input is destroyed. */
async function readLine(input: Readable): Promise<string | undefined> {
  for await (const line of createInterface({ input })) return line;
  return undefined;
}
