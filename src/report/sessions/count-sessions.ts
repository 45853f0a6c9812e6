import type { Count, Engine, EventCount } from '../../engine/engine.ts';
import { callerColumns, callerOfValues } from '../../identity/caller.ts';
import type { Chains } from '../../identity/chains.ts';
import { buildRows, sessionColumns } from './build-rows.ts';
import { createSessionRanker } from './rank-sessions.ts';
import type { SessionRanking } from './session-order.ts';
import type { RankedSessions, SessionRow } from './session-row.ts';

/** Options of `countSessions`. */
export interface CountSessionsOptions
  extends Pick<Count, 'filter' | 'zone' | 'keepDuplicates' | 'maxHeld'> {
  readonly signal: AbortSignal;
}

/** A count that runs while its parts are read. */
export interface SessionCount extends Pick<EventCount, 'parts' | 'close'> {
  /**
   * Returns the sessions in order, once the parts have ended. Call it once, and read all rows
   * before `close`. Throws ConfigError when the disk with the temporary folder is full, and the
   * signal's reason when it is aborted.
   */
  ranked(ranking: SessionRanking): Promise<RankedSessions>;
  /** Returns the number of all sessions, once they are ranked. */
  sessions(): number;
  /** Returns how many events are not of a session, once the sessions are ranked. */
  withoutSession(): number;
}

/**
 * Counts the events of each session. Memory holds one portion of the sessions; the counts of the
 * others are on disk.
 */
export function countSessions(
  engine: Pick<Engine, 'count'>,
  chains: Chains,
  { signal, ...options }: CountSessionsOptions,
): SessionCount {
  const { identities } = chains;
  const count = engine.count({
    ...options,
    tallies: [{ by: sessionColumns }],
    keyLength: callerColumns.length,
    // Different callers can be of the same session; those of none need not be together.
    keyOf(values) {
      const session = identities.sessionOf(callerOfValues(values));
      return session ? [session.id] : values;
    },
  });
  const ranker = createSessionRanker();
  let sessions = 0;
  let withoutSession = 0;
  const portions = function* (): Generator<readonly SessionRow[]> {
    for (const cells of count.portions()) {
      const built = buildRows(cells, chains);
      withoutSession += built.withoutSession;
      sessions += built.rows.length;
      yield built.rows;
    }
  };
  return {
    parts: count.parts,
    ranked: (ranking) => ranker.rank(portions(), ranking, signal),
    sessions: () => sessions,
    withoutSession: () => withoutSession,
    close() {
      try {
        count.close();
      } finally {
        ranker.close();
      }
    },
  };
}
