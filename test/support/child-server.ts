import { spawn } from 'node:child_process';

/** A server that runs as a process of its own. */
export interface ChildServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Ends it, and resolves when it is gone. */
  stop(): Promise<void>;
}

export interface ChildServerOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** Matches what it prints when it listens; its first group is the port. */
  readonly ready: RegExp;
}

/**
 * Starts a server that ends when its input does, so that it does not outlive the tests, however they
 * end. Throws with what it printed when it ends before it listens.
 */
export function startChildServer(options: ChildServerOptions): Promise<ChildServer> {
  const { command, args, ready } = options;
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  // It may be gone already.
  child.stdin.on('error', () => {});
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = () => {
    child.stdin.end();
    return ended;
  };
  return new Promise((resolve, reject) => {
    let printed = '';
    const look = (chunk: Buffer) => {
      printed = `${printed}${chunk}`.slice(-10_000);
      const [, port] = ready.exec(printed) ?? [];
      if (port !== undefined) resolve({ url: `http://127.0.0.1:${port}`, stop });
    };
    // Both are read to their end: it must not wait for room.
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('error', reject);
    void ended.then(() => reject(new Error(`${command} does not start:\n${printed}`)));
  });
}
