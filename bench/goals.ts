import type { Job, Tool } from './jobs.ts';
import type { Outcome } from './measure.ts';
import { type GroupName, outcomeOf, type Runs, secondsOf } from './runs.ts';
import { compareSizes } from './scaling.ts';

/** A goal of trailscan, and whether this run met it. */
export interface Goal {
  readonly goal: string;
  readonly measured: string;
  readonly met: 'yes' | 'no' | 'not run';
}

/** Checks all goals, in the order in which they are reported. */
export function judgeGoals(runs: Runs): Goal[] {
  return [
    judgeFailures(runs),
    ...(['count', 'by-event'] as const).flatMap((job) => [
      compare(runs, { group: 'a', job, rival: 'floor', limit: 1.15 }),
      compare(runs, { group: 'a', job, rival: 'duckdb', limit: 1.7 }),
      compare(runs, { group: 'a', job, rival: 'clickhouse', limit: 1.4 }),
      compare(runs, { group: 'a', job, rival: 'jq', limit: 15 }),
    ]),
    compare(runs, { group: 'a', job: 'by-three', rival: 'floor', limit: 1.3 }),
    compare(runs, { group: 'a', job: 'summary', rival: 'floor', limit: 2 }),
    compare(runs, { group: 'a', job: 'selective', rival: 'floor', limit: 0.95 }),
    compareToCount(runs, 'detect', 1.2),
    compareToCount(runs, 'detect-many', 1.6),
    compareToCount(runs, 'grep-rare', 1.1),
    compareToCount(runs, 'grep-any-case', 1.1),
    compareToCount(runs, 'grep-common', 2),
    compareToCount(runs, 'grep-no-literal', 4),
    compare(runs, { group: 'a', job: 'ndjson', rival: 'floor', limit: 1.4 }),
    compare(runs, { group: 'a', job: 'time-order', rival: 'floor', limit: 1.7 }),
    compare(runs, { group: 'b', job: 'count', rival: 'floor', limit: 1.1 }),
    compare(runs, { group: 'c', job: 'count', rival: 'floor', limit: 1.2 }),
    compare(runs, { group: 'd', job: 'count', rival: 'floor', limit: 1.2 }),
    ...(['a', 'b', 'd'] as const).map((group) => judgeFirstByte(runs, group, 1.5)),
    judgePeak(runs, 250),
    judgePeakOfJob(runs, { group: 'd', job: 'time-order', limit: 250 }),
    ...judgeScaling(runs, { time: 1.1, memory: 1.2 }),
    compare(runs, { group: 'start', job: 'version', rival: 'floor', limit: 1.2 }),
    compare(runs, { group: 'start', job: 'one-file', rival: 'floor', limit: 1.8 }),
  ];
}

/**
 * A limit: at most `limit` times as slow as the floor, or at least `limit` times as fast as another
 * tool.
 */
interface Comparison {
  readonly group: GroupName;
  readonly job: Job;
  readonly rival: 'floor' | Exclude<Tool, 'node' | 'trailscan' | 'before'>;
  readonly limit: number;
}

function compare(runs: Runs, { group, job, rival, limit }: Comparison): Goal {
  const results = runs.get(group);
  const own = outcomeOf(results, 'trailscan', job);
  const other = rival === 'floor' ? results?.[0]?.outcome : outcomeOf(results, rival, job);
  const goal =
    rival === 'floor'
      ? `${group}, ${job}: at most ${limit} × the floor`
      : `${group}, ${job}: at least ${limit} × faster than ${rival}`;
  if (!own || !other) return notRun(goal);
  if (own.kind === 'failed') return { goal, measured: 'failed', met: 'no' };
  if (other.kind === 'failed') return { goal, measured: `${rival} failed`, met: 'not run' };
  const ratio = rival === 'floor' ? own.seconds / other.seconds : other.seconds / own.seconds;
  const met = rival === 'floor' ? ratio <= limit : ratio >= limit;
  return { goal, measured: `${ratio.toFixed(2)} ×`, met: yesOrNo(met) };
}

/**
 * Checks that a search or a detection in corpus a takes at most `limit` times as long as a count.
 */
function compareToCount(runs: Runs, job: Job, limit: number): Goal {
  const results = runs.get('a');
  const [own, count] = [job, 'count' as const].map((name) => secondsOf(results, 'trailscan', name));
  const goal = `a, ${job}: at most ${limit} × a count`;
  if (own === undefined || count === undefined) return notRun(goal);
  return { goal, measured: `${(own / count).toFixed(2)} ×`, met: yesOrNo(own / count <= limit) };
}

/**
 * Checks that time order does not make a user wait: its first byte must come almost as early as in
 * any order.
 */
function judgeFirstByte(runs: Runs, group: GroupName, limit: number): Goal {
  const results = runs.get(group);
  const ordered = outcomeOf(results, 'trailscan', 'first-byte');
  const any = outcomeOf(results, 'trailscan', 'first-byte-unordered');
  const goal = `${group}, first byte in time order: at most ${limit} × that in any order`;
  if (!ordered || !any) return notRun(goal);
  if (ordered.kind === 'failed' || any.kind === 'failed') {
    return { goal, measured: 'failed', met: 'no' };
  }
  const ratio = ordered.seconds / any.seconds;
  return { goal, measured: `${ratio.toFixed(2)} ×`, met: yesOrNo(ratio <= limit) };
}

interface PeakOfJob {
  readonly group: GroupName;
  readonly job: Job;
  /** In MB. */
  readonly limit: number;
}

function judgePeakOfJob(runs: Runs, { group, job, limit }: PeakOfJob): Goal {
  const outcome = outcomeOf(runs.get(group), 'trailscan', job);
  const goal = `${group}, ${job}: at most ${limit} MB`;
  if (!outcome) return notRun(goal);
  if (outcome.kind === 'failed') return { goal, measured: 'failed', met: 'no' };
  const { megabytes } = outcome;
  if (megabytes === undefined) return notRun(goal);
  return { goal, measured: `${megabytes.toFixed(0)} MB`, met: yesOrNo(megabytes <= limit) };
}

function judgeFailures(runs: Runs): Goal {
  const goal = 'no trailscan command fails';
  const outcomes = outcomesOfTrailscan(runs);
  if (outcomes.length === 0) return notRun(goal);
  const failed = outcomes.filter(({ kind }) => kind === 'failed').length;
  return { goal, measured: `${failed} of ${outcomes.length} failed`, met: yesOrNo(failed === 0) };
}

function judgePeak(runs: Runs, limit: number): Goal {
  const peaks = outcomesOfTrailscan(runs).flatMap((outcome) =>
    outcome.kind === 'measured' ? (outcome.megabytes ?? []) : [],
  );
  const goal = `every trailscan command: at most ${limit} MB`;
  return judgeWorst(runs, { goal, values: peaks, limit, show: (peak) => `${peak.toFixed(0)} MB` });
}

function judgeScaling(runs: Runs, limits: { time: number; memory: number }): Goal[] {
  const rows = compareSizes(runs).filter(({ tool }) => tool === 'trailscan');
  const times = rows.map(({ pace }) => pace.d / pace.a);
  const memories = rows.flatMap(({ megabytes }) => (megabytes ? megabytes.d / megabytes.a : []));
  const show = (ratio: number): string => `${ratio.toFixed(2)} ×`;
  return [
    judgeWorst(runs, {
      goal: `d, every job: at most ${limits.time} × a's time an event`,
      values: times,
      limit: limits.time,
      show,
    }),
    judgeWorst(runs, {
      goal: `d, every job: at most ${limits.memory} × a's memory`,
      values: memories,
      limit: limits.memory,
      show,
    }),
  ];
}

/** A limit for each of the values. */
interface Limit {
  readonly goal: string;
  readonly values: readonly number[];
  readonly limit: number;
  readonly show: (value: number) => string;
}

function judgeWorst(runs: Runs, { goal, values, limit, show }: Limit): Goal {
  if (values.length === 0) return notRun(goal);
  const worst = Math.max(...values);
  // A command that failed may have been the worst.
  const failed = outcomesOfTrailscan(runs).some(({ kind }) => kind === 'failed');
  const measured = `${show(worst)} at worst of ${values.length}${failed ? ', others failed' : ''}`;
  return { goal, measured, met: yesOrNo(worst <= limit && !failed) };
}

function outcomesOfTrailscan(runs: Runs): Outcome[] {
  return [...runs.values()]
    .flat()
    .flatMap(({ candidate, outcome }) => (candidate.tool === 'trailscan' ? outcome : []));
}

function notRun(goal: string): Goal {
  return { goal, measured: '', met: 'not run' };
}

function yesOrNo(met: boolean): 'yes' | 'no' {
  return met ? 'yes' : 'no';
}
