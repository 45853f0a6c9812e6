import type { Access } from './access.ts';
import type { GetCredentials } from './credentials.ts';

/** How AWS is asked. */
export interface AwsAccess {
  readonly access: Access;
  readonly credentials: GetCredentials;
  /** Milliseconds after which a request that nothing is heard of is given up. */
  readonly timeout: number;
}

/** What every client of the SDK is set up with; without a region, it is that of the access, or the usual one. */
export async function clientSettings(
  { access, credentials, timeout }: AwsAccess,
  region = access.region,
) {
  return {
    requestHandler: {
      connectionTimeout: timeout,
      requestTimeout: timeout,
      throwOnRequestTimeout: true,
      ...(await agents()),
    },
    credentials: () => credentials(access),
    ...(region !== undefined && { region }),
    ...(access.profile !== undefined && { profile: access.profile }),
  };
}

/** Requests to one client that are under way at once. */
export const maxConnections = 64;

/**
 * How the SDK's requests are sent, so many at once: by way of the proxies that the environment names,
 * which the SDK does not heed by itself (AWS SDK for JavaScript Developer Guide, "Configuring proxies").
 */
export async function agents() {
  const options = { keepAlive: true, maxSockets: maxConnections };
  if (!isProxySet()) return { httpAgent: options, httpsAgent: options };
  const { createProxyAgents } = await import('./proxy-agents.ts');
  return createProxyAgents(options);
}

/** The SDK finds region and endpoint in the environment in the same way. */
function isProxySet(): boolean {
  return Object.keys(process.env).some((name) => /^(?:https?|all)_proxy$/i.test(name));
}
