import { spawnSync } from 'node:child_process';
import { type ChildServer, startChildServer } from './child-server.ts';

/** Returns why moto_server cannot be started here; undefined when it can. */
export function whyNoMoto(): string | undefined {
  const { status } = spawnSync('sh', ['-c', 'command -v moto_server']);
  return status === 0 ? undefined : 'moto_server is not installed';
}

/**
 * A shell script that ends the command when its input ends, because moto_server itself would run
 * forever.
 */
const untilInputEnds =
  'exec 3<&0; (read -r _ <&3; kill $$) >/dev/null 2>&1 & exec "$@" 3<&- </dev/null';

/** Starts moto's S3 on a free port of 127.0.0.1. It accepts any credentials. */
export function startMotoServer(): Promise<ChildServer> {
  return startChildServer({
    command: 'sh',
    args: ['-c', untilInputEnds, 'sh', 'moto_server', '-H', '127.0.0.1', '-p', '0'],
    ready: /Running on http:\/\/127\.0\.0\.1:(\d+)/,
  });
}

/** Sets whether requests to the moto_server at `url` need the credentials of an existing user. */
export async function requireUsers(url: string, areRequired: boolean): Promise<void> {
  // The number of requests after which permissions are checked.
  const body = areRequired ? '0' : 'inf';
  const { ok, status } = await fetch(`${url}/moto-api/reset-auth`, { method: 'POST', body });
  if (!ok) throw new Error(`moto_server answers ${status}`);
}
