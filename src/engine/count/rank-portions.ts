import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  compareForTop,
  compareGroups,
  type Ranking,
  rankGroups,
} from '../../aggregate/rank-groups.ts';
import { type CountedGroup, createSum } from '../../aggregate/roll-up.ts';
import type { Group, RankedGroups } from '../../query/group.ts';
import { mergeSorted } from '../../streams/merge-sorted.ts';
import { createTemporaryFolder } from '../disk/temporary-folder.ts';
import { createTextFile, type TextFile } from '../disk/text-file.ts';

/** Ranks more groups than fit into memory. */
export interface Ranker {
  /**
   * Ranks groups as `rankGroups` does. The same group must not be in two portions. Call it once.
   * Throws ConfigError when the disk with the temporary folder is full, and the signal's reason
   * when it is aborted.
   */
  rank(
    portions: Generator<readonly CountedGroup[]>,
    ranking: Ranking,
    signal: AbortSignal,
  ): Promise<RankedGroups>;
  /** Removes the temporary folder; no group may be read afterwards. */
  close(): void;
}

/** Creates a ranker for one ranking. */
export function createRanker(): Ranker {
  const { newFile, attempt, remove } = createTemporaryFolder(
    'count',
    'groups are sorted there; set TMPDIR to a folder with free space, or use --top',
  );
  const runs: TextFile[] = [];
  const writeRun = (groups: readonly CountedGroup[], ranking: Ranking) =>
    attempt(() => {
      const run = createTextFile(newFile());
      runs.push(run);
      for (const group of groups.toSorted(compareGroups(ranking))) run.append(lineOf(group));
      run.finish();
    });
  return {
    async rank(portions, ranking, signal) {
      if (ranking.top !== undefined)
        return rankTop(portions, { ...ranking, top: ranking.top }, signal);
      const first = portions.next().value ?? [];
      const second = portions.next();
      if (second.done) return rankGroups(first, ranking);
      writeRun(first, ranking);
      writeRun(second.value, ranking);
      for await (const portion of inTurns(portions, signal)) writeRun(portion, ranking);
      return { groups: mergeSorted(runs.map(readRun), compareGroups(ranking)) };
    },
    close() {
      for (const run of runs) run.remove();
      remove();
    },
  };
}

/**
 * Ranks the `top` largest groups. At any time, holds one portion and the `top` largest groups
 * before it.
 */
async function rankTop(
  portions: Iterable<readonly CountedGroup[]>,
  ranking: Ranking & { readonly top: number },
  signal: AbortSignal,
): Promise<RankedGroups> {
  const { top } = ranking;
  const compare = compareForTop(ranking);
  let kept: readonly CountedGroup[] = [];
  const others = createSum();
  let otherGroups = 0;
  for await (const portion of inTurns(portions, signal)) {
    const least = kept[top - 1];
    const [larger, smaller] = partition(portion, (group) => !least || compare(group, least) < 0);
    const ranked = [...kept, ...larger].sort(compare);
    kept = ranked.slice(0, top);
    const rest = [...smaller, ...ranked.slice(top)];
    for (const group of rest) others.add(group);
    otherGroups += rest.length;
  }
  const { groups } = rankGroups(kept, ranking);
  return otherGroups > 0
    ? { groups, others: { groups: otherGroups, ...others.measured } }
    : { groups };
}

/** Yields the items, and lets the event loop run before each, so that an abort is noticed. */
async function* inTurns<T>(items: Iterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  for (const item of items) {
    await nextTurn();
    signal.throwIfAborted();
    yield item;
  }
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  const [passed, failed]: [T[], T[]] = [[], []];
  for (const item of items) (test(item) ? passed : failed).push(item);
  return [passed, failed];
}

function lineOf({ distinct, ...group }: Group): string {
  return `${JSON.stringify({ ...group, distinct: distinct.map(({ size }) => ({ size })) })}\n`;
}

function* readRun(run: TextFile): Generator<Group> {
  for (const line of run.lines()) yield JSON.parse(line);
}
