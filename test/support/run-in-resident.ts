import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Environment } from '../../src/flags/environment.ts';
import type { TrailscanResult } from './trailscan-result.ts';

interface Run {
  readonly args: readonly string[];
  /** All environment variables. */
  readonly variables: Readonly<Record<string, string>>;
  readonly stdin: string | Uint8Array;
}

const script = new URL('./resident.mjs', import.meta.url);

/** Threads that wait for a run. */
const idle: Worker[] = [];

/**
 * Runs a command line in a thread that has loaded the built binary. Concurrent runs have a thread each;
 * afterwards the thread waits for the next run. When a run has an uncaught exception, the thread ends and
 * the promise rejects.
 */
export async function runInResident({ args, variables, stdin }: Run): Promise<TrailscanResult> {
  const resident = idle.pop() ?? start();
  const environment: Omit<Environment, 'variables'> = {
    now: Date.parse(variables['TRAILSCAN_NOW'] ?? ''),
    cores: availableParallelism(),
    stdin: { isTTY: false },
    stdout: { isTTY: false },
    stderr: { isTTY: false },
  };
  resident.ref();
  resident.postMessage({ args, environment, variables: { ...variables, ...quiet }, stdin });
  const [result] = await once(resident, 'message');
  resident.unref();
  idle.push(resident);
  return result;
}

/** Silences the SDK's warning about the version of Node, as `runProcess` does. */
const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

function start(): Worker {
  return new Worker(script, { env: {} });
}
