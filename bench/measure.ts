import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A command line to measure. */
export interface Candidate {
  /** A program and its arguments. */
  readonly command: readonly string[];
  /** The program only starts others: its own memory is meaningless. */
  readonly pipeline?: true;
  /** Measure the time until its first byte on stdout, and then end it. */
  readonly untilFirstByte?: true;
}

/** The result of all runs of a candidate. */
export type Outcome =
  | {
      readonly kind: 'measured';
      /** Median of the time from start to exit, or to the first byte. */
      readonly seconds: number;
      /** Median of the peaks of resident memory in MB; undefined when it cannot be measured. */
      readonly megabytes: number | undefined;
    }
  /** The most informative line of stderr, or how the command ended. */
  | { readonly kind: 'failed'; readonly reason: string };

/** A candidate and its outcome. */
export interface Result<C extends Candidate> {
  readonly candidate: C;
  readonly outcome: Outcome;
}

/**
 * Runs the candidates in turns, `rounds` times, so that other load on the machine affects each
 * equally. One that fails is not run again. The first is run once before all, without being
 * counted, so that its files are in the page cache for all candidates.
 */
export async function measure<C extends Candidate>(
  candidates: readonly C[],
  rounds: number,
): Promise<Result<C>[]> {
  const tallies = candidates.map((candidate) => ({ candidate, runs: [] as Run[], failure: '' }));
  if (candidates[0]) await runOnce(candidates[0]);
  for (let round = 0; round < rounds; round++) {
    for (const tally of tallies) {
      if (tally.failure) continue;
      const run = await runOnce(tally.candidate);
      if ('failure' in run) tally.failure = run.failure;
      else tally.runs.push(run);
    }
  }
  return tallies.map(({ candidate, runs, failure }) => ({
    candidate,
    outcome: failure ? { kind: 'failed', reason: failure } : summarize(runs),
  }));
}

interface Run {
  readonly seconds: number;
  readonly megabytes: number | undefined;
}

/**
 * Milliseconds between two readings of the peak. It is lost when the process ends, so growth since
 * the last reading is missed.
 */
const watchMilliseconds = 5;

async function runOnce(candidate: Candidate): Promise<Run | { failure: string }> {
  const { command, pipeline, untilFirstByte } = candidate;
  const [program = '', ...args] = command;
  const start = performance.now();
  const secondsSoFar = (): number => (performance.now() - start) / 1000;
  // 'ignore' is /dev/null itself: no process spends time reading the output.
  const stdout = untilFirstByte ? 'pipe' : 'ignore';
  const child = spawn(program, args, { stdio: ['ignore', stdout, 'pipe'] });
  let peak: number | undefined;
  const watch = setInterval(() => {
    if (!pipeline) peak = peakOf(child.pid) ?? peak;
  }, watchMilliseconds);
  let seconds = 0;
  child.on('exit', () => {
    seconds = secondsSoFar();
    clearInterval(watch);
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-10_000);
  });
  let firstByte: number | undefined;
  child.stdout?.once('data', () => {
    firstByte = secondsSoFar();
    if (!pipeline) peak = peakOf(child.pid) ?? peak;
    endEarly(child);
  });
  const end = await new Promise<string>((resolve) => {
    child.on('error', ({ message }) => resolve(message));
    child.on('close', (code, signal) =>
      resolve(signal ? `killed by ${signal}` : code === 0 ? '' : `exit code ${code}`),
    );
  });
  clearInterval(watch);
  // After the first byte, we ended the process: its exit code does not matter.
  if (firstByte !== undefined) return { seconds: firstByte, megabytes: peak };
  if (end) return { failure: lastLine(stderr) || end };
  if (untilFirstByte) return { failure: 'no output' };
  return { seconds, megabytes: peak };
}

/** Ends a process as a user would with Ctrl-C, so that it can remove its temporary files. */
function endEarly(child: ChildProcess): void {
  child.kill('SIGTERM');
  child.stdout?.destroy();
  const force = setTimeout(() => child.kill('SIGKILL'), 5000);
  child.once('exit', () => clearTimeout(force));
}

/** Returns the peak memory of the process so far, with all its threads; only Linux provides it. */
function peakOf(pid: number | undefined): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kibibytes = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
    return kibibytes === undefined ? undefined : (Number(kibibytes) * 1024) / 1e6;
  } catch {
    return undefined;
  }
}

/**
 * Returns the last line; for a crash of Node.js, which prints a stack and its version, the line of
 * the error.
 */
function lastLine(text: string): string {
  const lines = text.trimEnd().split('\n');
  const crashed = /^Node\.js v/.test(lines.at(-1) ?? '');
  const error = crashed ? lines.findLast((line) => /^\[?\w*Error\b/.test(line)) : undefined;
  return error ?? lines.at(-1) ?? '';
}

function summarize(runs: readonly Run[]): Outcome {
  const peaks = runs.flatMap(({ megabytes }) => (megabytes === undefined ? [] : [megabytes]));
  return {
    kind: 'measured',
    seconds: median(runs.map(({ seconds }) => seconds)) ?? 0,
    megabytes: median(peaks),
  };
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
