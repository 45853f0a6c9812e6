import {
  compareGroups,
  compareWorth,
  type Ranking,
  rankGroups,
} from '../../aggregate/rank-groups.ts';
import { type CountedGroup, sumUp } from '../../aggregate/roll-up.ts';
import type { Group, RankedGroups } from '../../query/group.ts';
import { mergeSorted } from './merge-sorted.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import { createTextFile, type TextFile } from './text-file.ts';

/** Ranks groups of which not all fit into memory. */
export interface Ranker {
  /**
   * As `rankGroups` does; no group may be in two portions. To be called once. Throws ConfigError when
   * the temporary folder has no room.
   */
  rank(portions: Generator<readonly CountedGroup[]>, ranking: Ranking): RankedGroups;
  /** Removes the temporary folder; no group may be read any more. */
  close(): void;
}

export function createRanker(): Ranker {
  const { newFile, attempt, remove } = createTemporaryFolder(
    'count',
    'groups are sorted there; set TMPDIR to a folder with room, or use --top',
  );
  const runs: TextFile[] = [];
  const writeRun = (groups: readonly CountedGroup[], ranking: Ranking) =>
    attempt(() => {
      const run = createTextFile(newFile());
      runs.push(run);
      for (const group of groups.toSorted(compareGroups(ranking))) run.append(lineOf(group));
    });
  return {
    rank(portions, ranking) {
      if (ranking.top !== undefined) return rankTop(portions, ranking, ranking.top);
      const first = portions.next().value ?? [];
      const second = portions.next();
      if (second.done) return rankGroups(first, ranking);
      writeRun(first, ranking);
      writeRun(second.value, ranking);
      for (const portion of portions) writeRun(portion, ranking);
      const sorted = runs.map((run) => readRun(run));
      return { groups: mergeSorted(sorted, compareGroups(ranking)) };
    },
    close() {
      for (const run of runs) run.close();
      remove();
    },
  };
}

/** Holds the largest groups of all portions so far. */
function rankTop(
  portions: Iterable<readonly CountedGroup[]>,
  ranking: Ranking,
  top: number,
): RankedGroups {
  const compare = compareWorth(ranking);
  let kept: readonly CountedGroup[] = [];
  let others = { groups: 0, ...sumUp([]) };
  for (const portion of portions) {
    const least = kept[top - 1];
    const [larger, smaller] = partition(portion, (group) => !least || compare(group, least) < 0);
    const ranked = [...kept, ...larger].sort(compare);
    kept = ranked.slice(0, top);
    const rest = [...smaller, ...ranked.slice(top)];
    others = { groups: others.groups + rest.length, ...sumUp([others, ...rest]) };
  }
  const { groups } = rankGroups(kept, ranking);
  return others.groups > 0 ? { groups, others } : { groups };
}

function partition<T>(all: readonly T[], test: (one: T) => boolean): [T[], T[]] {
  const [passed, failed]: [T[], T[]] = [[], []];
  for (const one of all) (test(one) ? passed : failed).push(one);
  return [passed, failed];
}

function lineOf({ distinct, ...group }: Group): string {
  return `${JSON.stringify({ ...group, distinct: distinct.map(({ size }) => ({ size })) })}\n`;
}

function* readRun(run: TextFile): Generator<Group> {
  for (const line of run.lines()) yield JSON.parse(line);
}
