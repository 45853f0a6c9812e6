import { createInterface } from 'node:readline/promises';
import { ConfigError } from '../errors.ts';
import type { CommandContext } from './command.ts';

/** Asks for the code that a device of multi-factor authentication shows: on a terminal alone. */
export function createAskMfaCode({
  environment,
  io,
  signal,
}: Pick<CommandContext, 'environment' | 'io' | 'signal'>): (serial: string) => Promise<string> {
  return async (serial) => {
    if (!environment.stdin.isTTY || !environment.stderr.isTTY) {
      throw new ConfigError(
        `the profile asks for a code of ${serial}: run trailscan on a terminal, or sign in before`,
      );
    }
    await io.stderr.write(`MFA code of ${serial}: `);
    const lines = createInterface({ input: io.stdin });
    try {
      return await lines.question('', { signal });
    } finally {
      lines.close();
    }
  };
}
