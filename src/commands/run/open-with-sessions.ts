import type { SessionFound } from '../../detect/sessions/find-in-sessions.ts';
import type { Filter } from '../../query/condition/filter.ts';
import type { CommandContext } from '../command.ts';
import { type OpenRun, type OpenRunOptions, openRun } from './open-run.ts';

/** Options of `openWithSessions`. */
interface SessionOptions extends OpenRunOptions {
  /** The value of `--chains`. */
  readonly chains: boolean;
  readonly dryRun: boolean;
}

/** A run that knows what is suspicious about sessions. */
interface OpenWithSessions extends OpenRun {
  /** Empty without `--chains`. */
  readonly sessions: readonly SessionFound[];
  /** Removes what was kept for the second reading. */
  close(): void;
}

/**
 * Opens the sources of a command. With `--chains`, they are read for the first time before, to find
 * what is suspicious about the sessions of the events that pass `asked`.
 */
export async function openWithSessions(
  options: SessionOptions,
  asked: Filter,
  context: CommandContext,
): Promise<OpenWithSessions> {
  if (!options.chains || options.dryRun) {
    return { ...openRun(options, context), sessions: [], close: () => {} };
  }
  const { readSessions } = await import('./read-sessions.ts');
  return readSessions(options, asked, context);
}
