import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { runInThread } from './run-in-thread.ts';
import type { TrailscanResult } from './trailscan-result.ts';

/** The root of the project, which holds `fixtures`. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** The path of the built binary, which `node` runs. */
export const trailscanPath = fileURLToPath(new URL('../../bin/trailscan.js', import.meta.url));

/** The environment of every run: no colour, no AWS settings, a fixed clock. */
export const testEnvironment: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
  // Windows cannot start a process without it.
  SystemRoot: process.env['SystemRoot'] ?? '',
  NO_COLOR: '1',
  // Node 22 and newer would keep compiled code in the temporary folder.
  NODE_DISABLE_COMPILE_CACHE: '1',
  // Hides this machine's config file.
  TRAILSCAN_CONFIG: devNull,
  TRAILSCAN_NOW: '2026-11-20T00:00:00Z',
};

/** Options of a run. */
export interface TrailscanOptions {
  readonly stdin?: string | Uint8Array;
  /** Added to the environment of every run. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Options of a run in a separate process. */
export interface ProcessOptions extends TrailscanOptions {
  /** The working directory; the project's root when absent. */
  readonly cwd?: string;
}

export type { TrailscanResult } from './trailscan-result.ts';

/**
 * Runs the built `main` with these arguments to its end, in a thread of this process, for tests of
 * its output and exit code. Tests about the process itself use `trailscanProcess`.
 */
export function trailscan(
  args: readonly string[],
  { stdin = '', env = {} }: TrailscanOptions = {},
): Promise<TrailscanResult> {
  return runInThread({ args, variables: { ...testEnvironment, ...env }, stdin });
}

/** Runs the built binary with these arguments to its end, as a separate process. */
export async function trailscanProcess(
  args: readonly string[],
  { stdin = '', env = {}, cwd = projectRoot }: ProcessOptions = {},
): Promise<TrailscanResult> {
  const child = spawn(process.execPath, [trailscanPath, ...args], {
    cwd,
    env: { ...testEnvironment, ...env },
  });
  // A run may end before it has read all of its input.
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [stdout, stderr, exitCode] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended,
  ]);
  return { stdout, stderr, exitCode };
}

/** Creates an empty folder that is removed at the end of the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trailscan-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
