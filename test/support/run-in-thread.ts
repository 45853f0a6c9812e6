import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Environment } from '../../src/flags/environment.ts';
import type { TrailscanResult } from './trailscan-result.ts';

interface Run {
  readonly args: readonly string[];
  /** All environment variables. */
  readonly variables: Readonly<Record<string, string>>;
  readonly stdin: string | Uint8Array;
}

const script = new URL('./trailscan-thread.mjs', import.meta.url);

/** Threads that wait for a run. */
const idle: Worker[] = [];

/**
 * Runs a command line in a thread that has loaded the built binary. Concurrent runs have a thread
 * each; afterwards the thread waits for the next run. When a run has an uncaught exception, the
 * thread ends and the promise rejects.
 */
export async function runInThread({ args, variables, stdin }: Run): Promise<TrailscanResult> {
  const thread = idle.pop() ?? start();
  const environment: Omit<Environment, 'variables'> = {
    now: Date.parse(variables['TRAILSCAN_NOW'] ?? ''),
    // Worker threads would load the whole scanner again in each run, which takes longer than to
    // read the fixtures. Tests of several threads ask for them with --threads.
    cores: 1,
    stdin: { isTTY: false },
    stdout: { isTTY: false },
    stderr: { isTTY: false },
  };
  thread.ref();
  thread.postMessage({ args, environment, variables: { ...variables, ...quiet }, stdin });
  const [result] = await once(thread, 'message');
  thread.unref();
  idle.push(thread);
  return result;
}

/** Silences the SDK's warning about the version of Node, as `runProcess` does. */
const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

function start(): Worker {
  return new Worker(script, { env: {} });
}
