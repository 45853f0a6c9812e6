import { corpora } from './corpus.ts';
import { type Job, jobsThatStopEarly, type Tool } from './jobs.ts';
import { outcomeOf, type Runs } from './runs.ts';

/**
 * The cost of a contestant on corpus a, and on d, which has several times as many of the same
 * events.
 */
export interface Scaling {
  readonly job: Job;
  readonly tool: Tool;
  /** Seconds for a million events. */
  readonly pace: { readonly a: number; readonly d: number };
  /** Peak resident memory in MB. */
  readonly megabytes: { readonly a: number; readonly d: number } | undefined;
}

/** Compares the contestants that were measured on both corpora and read all of them. */
export function compareSizes(runs: Runs): Scaling[] {
  return (runs.get('a') ?? []).flatMap(({ candidate: { job, tool }, outcome: a }) => {
    const d = outcomeOf(runs.get('d'), tool, job);
    if (jobsThatStopEarly.includes(job)) return [];
    if (a.kind === 'failed' || d?.kind !== 'measured') return [];
    const megabytes =
      a.megabytes === undefined || d.megabytes === undefined
        ? undefined
        : { a: a.megabytes, d: d.megabytes };
    return [
      { job, tool, pace: { a: paceOf('a', a.seconds), d: paceOf('d', d.seconds) }, megabytes },
    ];
  });
}

function paceOf(corpus: 'a' | 'd', seconds: number): number {
  const { files, eventsPerFile } = corpora[corpus];
  return (seconds / (files * eventsPerFile)) * 1e6;
}
