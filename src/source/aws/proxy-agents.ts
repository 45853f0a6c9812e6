import { type AgentOptions, type ClientRequest, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { SourceError } from '../../errors.ts';

/**
 * Agents that send each request by way of the proxy that the environment names for its host
 * (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY), or directly where it names none, or none that speaks HTTP.
 * Requests throw SourceError where what it names is no URL.
 */
export function createProxyAgents(options: AgentOptions) {
  return {
    httpAgent: byWayOfProxies(new HttpAgent(options), {
      scheme: 'http',
      create: (proxy) => new HttpProxyAgent(proxy, options),
    }),
    httpsAgent: byWayOfProxies(new HttpsAgent(options), {
      scheme: 'https',
      create: (proxy) => new HttpsProxyAgent(proxy, options),
    }),
  };
}

/** How requests get to a proxy. */
interface ToProxy {
  readonly scheme: 'http' | 'https';
  create(proxy: string): HttpAgent;
}

/**
 * The agent, which leaves requests to others where there is a proxy for them. That is decided when a
 * request is made: for plain HTTP, it has to tell the proxy in its first line where it goes.
 */
function byWayOfProxies<T extends HttpAgent>(direct: T, { scheme, create }: ToProxy): T {
  const agents = new Map<string, HttpAgent>();
  const agentFor = (proxy: string) => {
    const agent = agents.get(proxy) ?? create(proxy);
    agents.set(proxy, agent);
    return agent;
  };
  const addRequest = addingTo(direct);
  const add: AddRequest = (request, target) => {
    const proxy = getProxyForUrl(`${scheme}://${request.getHeader('host')}`);
    if (!/^https?:/.test(proxy)) return addRequest(request, target);
    if (!URL.canParse(proxy)) {
      throw new SourceError(
        'the proxy that the environment names is no URL: expected HTTPS_PROXY to be one such as ' +
          'http://proxy.example.com:3128',
      );
    }
    // Requests that wait for a free connection could not tell any more.
    addingTo(agentFor(proxy))(request, { ...target, secureEndpoint: scheme === 'https' });
  };
  return Object.assign(direct, { addRequest: add });
}

/** What Node.js calls of an agent; its types do not tell of it. */
type AddRequest = (request: ClientRequest, target: object) => void;

function addingTo(agent: HttpAgent): AddRequest {
  const { addRequest } = agent as unknown as { readonly addRequest: AddRequest };
  return addRequest.bind(agent);
}
