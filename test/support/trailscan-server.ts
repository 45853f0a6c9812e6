import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runInThread } from './run-in-thread.ts';

/** Runs trailscan for shell scripts in a thread of this process, which has loaded it before. */
export interface TrailscanServer {
  /** A program for bash that takes the place of trailscan. */
  readonly program: string;
  close(): void;
}

/**
 * Starts a server for scripts that run trailscan many times: a process for each run would take a
 * few tenths of a second of CPU to start. The program writes its words, its variables and what is
 * redirected or piped to it to a folder, sends the name of the folder, and prints what the server
 * leaves there. The runs have the working directory of the program, and so has this process
 * meanwhile.
 */
export async function startTrailscanServer(): Promise<TrailscanServer> {
  const calls = mkdtempSync(join(tmpdir(), 'trailscan-calls-'));
  /** One run at a time, as each has its own working directory. */
  let last: Promise<unknown> = Promise.resolve();
  const server = createServer((socket) => {
    createInterface({ input: socket }).once('line', (folder) => {
      last = last
        .then(() => run(folder))
        .catch((error) => reported(folder, error))
        .then((exitCode) => socket.end(`${exitCode}\n`));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    program: programOf(calls, address.port),
    close() {
      server.close();
      rmSync(calls, { recursive: true, force: true });
    },
  };
}

function programOf(calls: string, port: number): string {
  return `#!/bin/bash
    call=$(mktemp -d '${calls}/XXXXXX')
    [ $# = 0 ] || printf '%s\\0' "$@" > "$call/words"
    env -0 > "$call/variables"
    if [ -p /dev/stdin ] || [ -f /dev/stdin ]; then cat > "$call/stdin"; fi
    exec 3<> /dev/tcp/127.0.0.1/${port}
    echo "$call" >&3
    read -r code <&3
    cat "$call/stderr" >&2
    cat "$call/stdout" || exit 0
    exit "$code"
  `;
}

/** Runs the words in the folder, and returns the exit code. */
async function run(folder: string): Promise<number> {
  const variables = Object.fromEntries(
    textsIn(join(folder, 'variables')).map((text) => {
      const at = text.indexOf('=');
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
  const stdin = join(folder, 'stdin');
  const before = process.cwd();
  process.chdir(variables['PWD'] ?? before);
  try {
    const { stdout, stderr, exitCode } = await runInThread({
      args: textsIn(join(folder, 'words')),
      variables,
      stdin: existsSync(stdin) ? readFileSync(stdin) : '',
    });
    writeFileSync(join(folder, 'stdout'), stdout);
    writeFileSync(join(folder, 'stderr'), stderr);
    return exitCode ?? 1;
  } finally {
    process.chdir(before);
  }
}

function reported(folder: string, error: unknown): number {
  writeFileSync(join(folder, 'stdout'), '');
  writeFileSync(join(folder, 'stderr'), String(error));
  return 1;
}

/** Returns the texts of a file that end in a zero byte. */
function textsIn(path: string): string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\0').slice(0, -1) : [];
}
