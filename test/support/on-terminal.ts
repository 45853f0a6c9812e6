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

/** Returns why tests cannot use terminals here; undefined when they can. */
export function whyNoTerminal(): string | undefined {
  const { status } = spawnSync('python3', ['-c', 'import pty'], { stdio: 'ignore' });
  return status === 0 ? undefined : 'python3 with pty is not installed';
}

interface Answer {
  /** The text that appears before the user types. */
  readonly prompt: string;
  /** The text that the user types: `\n` ends a line, `\u0003` is Ctrl-C. */
  readonly typed: string;
  /** How many seconds the user waits before typing; 0 when absent. */
  readonly after?: number;
}

/** Runs the built binary on a terminal; `stdout` is everything that the terminal shows. */
export function onTerminal(
  args: readonly string[],
  answer: Answer,
  options: Pick<TrailscanOptions, 'env'>,
): Promise<TrailscanResult> {
  return commandOnTerminal([process.execPath, trailscanPath, ...args], answer, options);
}

/** Runs any command on a terminal. */
export async function commandOnTerminal(
  command: readonly string[],
  { prompt, typed, after = 0 }: Answer,
  { env = {} }: Pick<TrailscanOptions, 'env'>,
): Promise<TrailscanResult> {
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
