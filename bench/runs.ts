import type { CorpusName } from './corpus.ts';
import type { Contestant, Job, Tool } from './jobs.ts';
import type { Outcome, Result } from './measure.ts';

/** A corpus, or the start-up of commands. */
export type GroupName = CorpusName | 'start';

/** The results by group. */
export type Runs = ReadonlyMap<GroupName, readonly Result<Contestant>[]>;

/** Returns the outcome of a contestant; undefined if it did not run. */
export function outcomeOf(
  results: readonly Result<Contestant>[] | undefined,
  tool: Tool,
  job: Job,
): Outcome | undefined {
  return results?.find(({ candidate }) => candidate.tool === tool && candidate.job === job)
    ?.outcome;
}

/** Returns the seconds of a contestant; undefined if it did not run or failed. */
export function secondsOf(
  results: readonly Result<Contestant>[] | undefined,
  tool: Tool,
  job: Job,
): number | undefined {
  const outcome = outcomeOf(results, tool, job);
  return outcome?.kind === 'measured' ? outcome.seconds : undefined;
}
