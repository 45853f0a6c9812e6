import type { CommandContext } from '../command.ts';
import type { Run } from './follow-run.ts';
import { type OpenRun, type OpenRunOptions, openRun } from './open-run.ts';

/** A run that reads its sources twice. */
interface TwoPasses extends OpenRun {
  /** Yields the parts of the first reading. */
  readonly firstPass: Run['readAhead'];
  /** Removes what was kept for the second reading. */
  close(): void;
}

/** Opens the sources of a command that reads them twice. */
export async function openTwoPasses(
  config: OpenRunOptions,
  context: CommandContext,
): Promise<TwoPasses> {
  const opened = openRun(config, context);
  return { ...opened, firstPass: opened.run.readAhead, close: () => {} };
}
