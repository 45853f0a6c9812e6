import { type AgentOptions, type ClientRequest, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SourceError } from '../../errors.ts';
import { type Proxies, proxyFor } from './proxies.ts';

/**
 * Creates agents that send each request through the proxy for its host, or directly when it needs
 * none. Requests throw SourceError where the proxy is not a URL.
 */
export function createProxyAgents(proxies: Proxies, options: AgentOptions) {
  return {
    httpAgent: throughProxies(new HttpAgent(options), {
      proxies,
      scheme: 'http',
      create: (proxy) => new HttpProxyAgent(proxy, options),
    }),
    httpsAgent: throughProxies(new HttpsAgent(options), {
      proxies,
      scheme: 'https',
      create: (proxy) => new HttpsProxyAgent(proxy, options),
    }),
  };
}

/**
 * The scheme of an agent's requests, their proxies, and how to create an agent that sends them to a
 * proxy.
 */
interface ProxiedScheme {
  readonly proxies: Proxies;
  readonly scheme: 'http' | 'https';
  create(proxy: string): HttpAgent;
}

/**
 * Returns the agent, changed to pass requests to the agent of their proxy where they have one. It
 * decides when a request is made: with plain HTTP, the first line names the target for the proxy.
 */
function throughProxies<T extends HttpAgent>(
  direct: T,
  { proxies, scheme, create }: ProxiedScheme,
): T {
  const agents = new Map<string, HttpAgent>();
  const agentFor = (proxy: string) => {
    const agent = agents.get(proxy) ?? create(proxy);
    agents.set(proxy, agent);
    return agent;
  };
  const addRequest = addingTo(direct);
  const add: AddRequest = (request, target) => {
    const proxy = proxyFor(proxies, scheme, String(request.getHeader('host')));
    if (proxy === undefined) return addRequest(request, target);
    if (!URL.canParse(proxy)) {
      throw new SourceError(
        'the proxy in the environment is not a URL: expected HTTPS_PROXY to be one such as ' +
          'http://proxy.example.com:3128',
      );
    }
    // Set now: a request that waits for a free connection no longer knows its scheme.
    addingTo(agentFor(proxy))(request, { ...target, secureEndpoint: scheme === 'https' });
  };
  return Object.assign(direct, { addRequest: add });
}

/** The method of an agent that Node.js calls; it is missing from the types. */
type AddRequest = (request: ClientRequest, target: object) => void;

function addingTo(agent: HttpAgent): AddRequest {
  const { addRequest } = agent as unknown as { readonly addRequest: AddRequest };
  return addRequest.bind(agent);
}
