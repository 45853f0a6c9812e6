import { spawnSync } from 'node:child_process';
import { type ChildServer, startChildServer } from './child-server.ts';

/** Why moto_server cannot be started here; undefined when it can. */
export function whyNoMoto(): string | undefined {
  const { status } = spawnSync('sh', ['-c', 'command -v moto_server']);
  return status === 0 ? undefined : 'moto_server is not installed';
}

/** It would run for ever: what waits for the end of its input ends it then. */
const untilInputEnds =
  'exec 3<&0; (read -r _ <&3; kill $$) >/dev/null 2>&1 & exec "$@" 3<&- </dev/null';

/** Starts moto's S3 on a free port of 127.0.0.1. It takes any credentials. */
export function startMotoServer(): Promise<ChildServer> {
  return startChildServer({
    command: 'sh',
    args: ['-c', untilInputEnds, 'sh', 'moto_server', '-H', '127.0.0.1', '-p', '0'],
    ready: /Running on http:\/\/127\.0\.0\.1:(\d+)/,
  });
}

/** Whether requests to the moto_server at `url` need credentials of a user that there is. */
export async function requireUsers(url: string, are: boolean): Promise<void> {
  // How many requests pass before permissions are looked at.
  const body = are ? '0' : 'inf';
  const { ok, status } = await fetch(`${url}/moto-api/reset-auth`, { method: 'POST', body });
  if (!ok) throw new Error(`moto_server answers ${status}`);
}
