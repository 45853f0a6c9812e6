import { spawn } from 'node:child_process';

/** A server that runs as a separate process. */
export interface ChildServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Ends the server, and resolves when it has exited. */
  stop(): Promise<void>;
}

/** How to start a server as a separate process. */
export interface ChildServerOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** Matches the output that shows that it listens; its first group is the port. */
  readonly ready: RegExp;
}

/**
 * Starts a server that ends when its input does, so that it cannot outlive the tests, however they
 * end. Throws with its output when it ends before it listens.
 */
export function startChildServer(options: ChildServerOptions): Promise<ChildServer> {
  const { command, args, ready } = options;
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  // It may have exited already.
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
    // Both are read to their end, so that the server never blocks on a full pipe.
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('error', reject);
    void ended.then(() => reject(new Error(`${command} does not start:\n${printed}`)));
  });
}
