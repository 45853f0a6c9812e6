import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type ChildServer, startChildServer } from './child-server.ts';

/** Debian's, which has Debian's Swift; others may stand before it in the PATH. */
const python = '/usr/bin/python3';
const script = fileURLToPath(new URL('swift-server.py', import.meta.url));

/** The users that the server knows, as S3 has them: an administrator, and one who may do nothing. */
export const swiftUser = { accessKeyId: 'test:tester', secretAccessKey: 'testing' };
export const swiftStranger = { accessKeyId: 'test:stranger', secretAccessKey: 'estranged' };

/** Why Swift cannot be started here; undefined when it can. */
export function whyNoSwift(): string | undefined {
  const { status, stdout } = spawnSync(python, [script, '--check'], { encoding: 'utf8' });
  return status === 0 ? undefined : stdout?.trim() || `there is no ${python}`;
}

/** Starts Swift with its S3 on a free port of 127.0.0.1, with nothing stored yet. */
export function startSwiftServer(): Promise<ChildServer> {
  return startChildServer({ command: python, args: [script], ready: /^(\d+)$/m });
}
