import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type ChildServer, startChildServer } from './child-server.ts';

/** Debian's Python, which has Debian's Swift; the PATH may find another one first. */
const python = '/usr/bin/python3';
const script = fileURLToPath(new URL('swift-server.py', import.meta.url));

/** The credentials of the server's administrator. */
export const swiftUser = { accessKeyId: 'test:tester', secretAccessKey: 'testing' };
/** The credentials of a user without any permissions. */
export const swiftStranger = { accessKeyId: 'test:stranger', secretAccessKey: 'estranged' };

/** Returns why Swift cannot be started here; undefined when it can. */
export function whyNoSwift(): string | undefined {
  const { status, stdout } = spawnSync(python, [script, '--check'], { encoding: 'utf8' });
  return status === 0 ? undefined : stdout?.trim() || `${python} is not installed`;
}

/** Starts an empty Swift with its S3 on a free port of 127.0.0.1. */
export function startSwiftServer(): Promise<ChildServer> {
  return startChildServer({ command: python, args: [script], ready: /^(\d+)$/m });
}
