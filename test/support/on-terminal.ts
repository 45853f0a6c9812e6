import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import {
  projectRoot,
  type TrailscanOptions,
  type TrailscanResult,
  testEnvironment,
  trailscanPath,
} from './trailscan.ts';

const script = fileURLToPath(new URL('on-terminal.py', import.meta.url));

/** Why there are no terminals here; undefined when there are. */
export function whyNoTerminal(): string | undefined {
  const { status } = spawnSync('python3', ['-c', 'import pty'], { stdio: 'ignore' });
  return status === 0 ? undefined : 'there is no python3 with pty';
}

interface Answer {
  /** What is seen before something is typed. */
  readonly prompt: string;
  /** What is typed: `\n` ends a line, `\u0003` is Ctrl-C. */
  readonly typed: string;
  /** Seconds that the user takes; 0 when absent. */
  readonly after?: number;
}

/** Runs the built binary on a terminal, where `stdout` is all that is seen. */
export async function onTerminal(
  args: readonly string[],
  { prompt, typed, after = 0 }: Answer,
  { env = {} }: Pick<TrailscanOptions, 'env'>,
): Promise<TrailscanResult> {
  const command = [process.execPath, trailscanPath, ...args];
  const child = spawn('python3', [script, prompt, String(after), typed, ...command], {
    cwd: projectRoot,
    env: { ...testEnvironment, ...env },
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [stdout, stderr, exitCode] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended,
  ]);
  return { stdout: stdout.replaceAll('\r\n', '\n'), stderr, exitCode };
}
