import { setImmediate as nextTurn } from 'node:timers/promises';
import { createTemporaryFolder } from '../../engine/disk/temporary-folder.ts';
import { createTextFile, type TextFile } from '../../engine/disk/text-file.ts';
import { earlier, later } from '../../query/event-seconds.ts';
import { mergeSorted } from '../../streams/merge-sorted.ts';
import { compareSessions, type SessionRanking } from './session-order.ts';
import type { RankedSessions, SessionRow, SessionTotals } from './session-row.ts';

/** Ranks more sessions than fit into memory. */
export interface SessionRanker {
  /**
   * Ranks the rows; a session must not be in two portions. Call it once. Throws ConfigError when
   * the disk with the temporary folder is full, and the signal's reason when it is aborted.
   */
  rank(
    portions: Iterable<readonly SessionRow[]>,
    ranking: SessionRanking,
    signal: AbortSignal,
  ): Promise<RankedSessions>;
  /** Removes the temporary folder; no row may be read afterwards. */
  close(): void;
}

/** Creates a ranker for one ranking. */
export function createSessionRanker(): SessionRanker {
  const { newFile, attempt, remove } = createTemporaryFolder(
    'sessions',
    'sessions are sorted there; set TMPDIR to a folder with free space, or use --top',
  );
  const runs: TextFile[] = [];
  const writeRun = (rows: readonly SessionRow[]) =>
    attempt(() => {
      const run = createTextFile(newFile());
      runs.push(run);
      for (const row of rows) run.append(`${JSON.stringify(row)}\n`);
      run.finish();
    });
  return {
    async rank(portions, ranking, signal) {
      const compare = compareSessions(ranking);
      if (ranking.top !== undefined)
        return rankTop(inTurns(portions, signal), compare, ranking.top);
      /** The only portion so far, in memory. */
      let first: readonly SessionRow[] | undefined;
      for await (const portion of inTurns(portions, signal)) {
        const sorted = portion.toSorted(compare);
        if (runs.length === 0 && first === undefined) {
          first = sorted;
          continue;
        }
        if (first) writeRun(first);
        first = undefined;
        writeRun(sorted);
      }
      return { rows: first ?? mergeSorted(runs.map(readRun), compare) };
    },
    close() {
      for (const run of runs) run.remove();
      remove();
    },
  };
}

/** Keeps the first `top` rows. At any time, holds one portion and these rows. */
async function rankTop(
  portions: AsyncIterable<readonly SessionRow[]>,
  compare: (a: SessionRow, b: SessionRow) => number,
  top: number,
): Promise<RankedSessions> {
  let kept: readonly SessionRow[] = [];
  const others = { sessions: 0, events: 0, writes: 0, denied: 0, failed: 0, start: 0, end: 0 };
  for await (const portion of portions) {
    const ranked = [...kept, ...portion].sort(compare);
    kept = ranked.slice(0, top);
    for (const row of ranked.slice(top)) {
      others.sessions++;
      addTo(others, row);
    }
  }
  return others.sessions > 0 ? { rows: kept, others } : { rows: kept };
}

type RunningTotals = { -readonly [Key in keyof SessionTotals]: SessionTotals[Key] };

function addTo(totals: RunningTotals, row: SessionTotals): void {
  for (const name of ['events', 'writes', 'denied', 'failed'] as const) totals[name] += row[name];
  totals.start = earlier(totals.start, row.start);
  totals.end = later(totals.end, row.end);
}

/** Yields the items, and lets the event loop run before each, so that an abort is noticed. */
async function* inTurns<T>(items: Iterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  for (const item of items) {
    await nextTurn();
    signal.throwIfAborted();
    yield item;
  }
}

function* readRun(run: TextFile): Generator<SessionRow> {
  for (const line of run.lines()) yield JSON.parse(line);
}
