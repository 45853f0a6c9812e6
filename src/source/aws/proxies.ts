/** The HTTP proxies through which requests are sent. Plain data. */
export interface Proxies {
  /** The URL of the proxy for `http:` requests; absent when they are sent directly. */
  readonly http?: string;
  /** The URL of the proxy for `https:` requests; absent when they are sent directly. */
  readonly https?: string;
  /**
   * Hosts to which requests are sent directly, in lower case: `HOST`, `.DOMAIN` or `*DOMAIN`,
   * perhaps with `:PORT`.
   */
  readonly except: readonly string[];
}

const defaultPorts = { http: 80, https: 443 } as const;

/**
 * Returns the URL of the proxy for requests to a host (`HOST` or `HOST:PORT`); undefined when it
 * needs none.
 */
export function proxyFor(
  proxies: Proxies,
  scheme: 'http' | 'https',
  host: string,
): string | undefined {
  const target = `${scheme}://${host}`;
  if (!URL.canParse(target)) return undefined;
  const { hostname, port } = new URL(target);
  const isExcepted = proxies.except.some((exception) =>
    isHost(exception, hostname, Number(port) || defaultPorts[scheme]),
  );
  return isExcepted ? undefined : proxies[scheme];
}

/**
 * As curl and most programs read NO_PROXY: a leading dot or asterisk stands for anything before the
 * rest.
 */
function isHost(exception: string, hostname: string, port: number): boolean {
  const [, host = exception, onlyPort] = /^(.+):(\d+)$/.exec(exception) ?? [];
  if (Number(onlyPort) && Number(onlyPort) !== port) return false;
  return /^[.*]/.test(host) ? hostname.endsWith(host.replace(/^\*/, '')) : hostname === host;
}
