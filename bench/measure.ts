import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A command line whose cost is of interest. */
export interface Candidate {
  readonly name: string;
  /** A program and its arguments; the output is read to its end and thrown away. */
  readonly command: readonly string[];
}

/** Medians over all runs. */
export interface Cost {
  readonly name: string;
  readonly seconds: number;
  /** Peak of the resident memory in MB, of the program itself without those that it starts. */
  readonly megabytes: number;
}

/** Runs the candidates in turns, `rounds` times, so that a busy machine is as busy for each. */
export async function measure(candidates: readonly Candidate[], rounds: number): Promise<Cost[]> {
  const runs = candidates.map(() => ({ seconds: [] as number[], megabytes: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const [index, candidate] of candidates.entries()) {
      const { seconds, megabytes } = await runOnce(candidate);
      runs[index]?.seconds.push(seconds);
      runs[index]?.megabytes.push(megabytes);
    }
  }
  return candidates.map(({ name }, index) => ({
    name,
    seconds: median(runs[index]?.seconds ?? []),
    megabytes: median(runs[index]?.megabytes ?? []),
  }));
}

async function runOnce({
  name,
  command,
}: Candidate): Promise<{ seconds: number; megabytes: number }> {
  const [program = '', ...args] = command;
  const start = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.resume();
  let megabytes = 0;
  const watch = setInterval(() => {
    megabytes = Math.max(megabytes, peakOf(child.pid));
  }, 20);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`${name}: exit code ${code}`);
  return { seconds: (performance.now() - start) / 1000, megabytes };
}

function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1000;
  } catch {
    return 0;
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
