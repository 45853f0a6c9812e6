/** How many requests of one client may be in flight at once. */
export const maxConnections = 64;

/**
 * Creates the agents that send the SDK's requests, at most `maxConnections` at once, through the proxies
 * that the environment names. The SDK itself ignores these (AWS SDK for JavaScript Developer Guide,
 * "Configuring proxies").
 */
export async function createAgents() {
  const options = { keepAlive: true, maxSockets: maxConnections };
  if (!isProxySet()) return { httpAgent: options, httpsAgent: options };
  const { createProxyAgents } = await import('./proxy-agents.ts');
  return createProxyAgents(options);
}

/** Reads the environment directly, as the SDK does for region and endpoint. */
function isProxySet(): boolean {
  return Object.keys(process.env).some((name) => /^(?:https?|all)_proxy$/i.test(name));
}
