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
