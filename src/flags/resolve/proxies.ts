import type { Proxies } from '../../source/aws/proxies.ts';
import type { Environment } from '../environment.ts';

/**
 * Returns the proxies that the variables HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY name, in
 * lower or upper case, as curl and most programs read them; undefined when they name none that
 * speaks HTTP.
 */
export function resolveProxies(variables: Environment['variables']): Proxies | undefined {
  const read = (name: string) =>
    variables[name.toLowerCase()] || variables[name.toUpperCase()] || undefined;
  const proxyOf = (scheme: 'http' | 'https') => {
    const named = read(`${scheme}_proxy`) ?? read('all_proxy');
    const url = named === undefined || named.includes('://') ? named : `${scheme}://${named}`;
    // One that speaks only SOCKS is not used.
    return url !== undefined && /^https?:/.test(url) ? url : undefined;
  };
  const [http, https] = [proxyOf('http'), proxyOf('https')];
  if (http === undefined && https === undefined) return undefined;
  const except = (read('no_proxy') ?? '').toLowerCase().split(/[,\s]/);
  return {
    ...(http !== undefined && { http }),
    ...(https !== undefined && { https }),
    except: except.filter((host) => host !== ''),
  };
}

/** Whether `resolveProxies` reads a variable of this name. */
export function isProxyVariable(name: string): boolean {
  return /^(?:https?|all|no)_proxy$/i.test(name);
}
