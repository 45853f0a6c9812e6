import type { Proxies } from './proxies.ts';

/** How many requests of one client may be in flight at once. */
export const maxConnections = 64;

/**
 * Creates the agents that send the SDK's requests, at most `maxConnections` at once, through the
 * proxies if there are any. The SDK itself has none (AWS SDK for JavaScript Developer Guide,
 * "Configuring proxies").
 */
export async function createAgents(proxies: Proxies | undefined) {
  const options = { keepAlive: true, maxSockets: maxConnections };
  if (!proxies) return { httpAgent: options, httpsAgent: options };
  const { createProxyAgents } = await import('./proxy-agents.ts');
  return createProxyAgents(proxies, options);
}
