import fc from 'fast-check';
import { getProxyForUrl } from 'proxy-from-env';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { resolveProxies } from '../../../src/flags/resolve/proxies.ts';
import { proxyFor } from '../../../src/source/aws/proxies.ts';
import { runs } from '../../support/runs.ts';

type Variables = Readonly<Record<string, string | undefined>>;

const variableNames = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [
  name,
  name.toUpperCase(),
]);

/** Returns the proxy for requests to a URL's host with these variables. */
function proxyIn(variables: Variables, url: string): string | undefined {
  const { protocol, host } = new URL(url);
  const proxies = resolveProxies(variables);
  return proxies && proxyFor(proxies, protocol === 'http:' ? 'http' : 'https', host);
}

describe('the proxies of the environment', () => {
  it('are none without variables, and with empty ones', () => {
    expect(resolveProxies({})).toBeUndefined();
    expect(resolveProxies({ HTTP_PROXY: '', https_proxy: '', NO_PROXY: 'x' })).toBeUndefined();
  });

  it('are none when they speak only SOCKS', () => {
    expect(resolveProxies({ ALL_PROXY: 'socks5://proxy:1080' })).toBeUndefined();
  });

  it.each<[Variables, string, string | undefined]>([
    [{ HTTPS_PROXY: 'http://proxy:3128' }, 'https://s3.example.com', 'http://proxy:3128'],
    [{ HTTPS_PROXY: 'http://proxy:3128' }, 'http://s3.example.com', undefined],
    [{ HTTP_PROXY: 'http://A', http_proxy: 'http://b' }, 'http://s3.example.com', 'http://b'],
    [{ ALL_PROXY: 'http://A', HTTP_PROXY: 'http://B' }, 'http://s3.example.com', 'http://B'],
    [{ HTTPS_PROXY: 'proxy:3128' }, 'https://s3.example.com', 'https://proxy:3128'],
    [{ ALL_PROXY: 'http://A', NO_PROXY: '*' }, 'http://s3.example.com', undefined],
    [{ ALL_PROXY: 'http://A', NO_PROXY: 'x, .Example.com' }, 'http://s3.example.com', undefined],
    [{ ALL_PROXY: 'http://A', NO_PROXY: '*.example.com' }, 'https://example.com', 'http://A'],
    [{ ALL_PROXY: 'http://A', NO_PROXY: 'example.com' }, 'https://s3.example.com', 'http://A'],
    [{ ALL_PROXY: 'http://A', NO_PROXY: 'example.com:443' }, 'https://example.com', undefined],
    [{ ALL_PROXY: 'http://A', NO_PROXY: 'example.com:443' }, 'http://example.com', 'http://A'],
    [{ ALL_PROXY: 'http://A', NO_PROXY: '[::1]' }, 'http://[::1]:9000', undefined],
  ])('with %j send %s through %s', (variables, url, proxy) => {
    expect(proxyIn(variables, url)).toBe(proxy);
  });

  it('are those that the package proxy-from-env finds', () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    const host = fc.constantFrom('a.example.com', 'example.com', 'b.com', '127.0.0.1', '[::1]');
    const port = fc.constantFrom('', ':80', ':443', ':9000');
    const url = fc
      .tuple(fc.constantFrom('http', 'https'), host, port)
      .map(([scheme, name, at]) => `${scheme}://${name}${at}`);
    const exception = fc
      .tuple(fc.constantFrom('', '.', '*', '*.'), host, port)
      .map((parts) => parts.join(''));
    const exceptions = fc
      .array(fc.oneof(exception, fc.constantFrom('*', '.com', '', 'EXAMPLE.COM')), { maxLength: 3 })
      .chain((list) => fc.constantFrom(',', ' ', ', ').map((between) => list.join(between)));
    const proxy = fc.constantFrom('', 'http://p:1', 'https://p:2', 'p:3', 'http://u:w@p:4');
    const variables = fc.record(
      Object.fromEntries(
        variableNames.map((name) => [name, /no_proxy/i.test(name) ? exceptions : proxy] as const),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(variables, url, (set, target) => {
        for (const name of variableNames) vi.stubEnv(name, set[name] ?? '');
        expect(proxyIn(set, target) ?? '').toBe(getProxyForUrl(target));
      }),
      { numRuns: runs(500) },
    );
  });
});
