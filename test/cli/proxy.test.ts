import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request as send } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startProxy } from '../support/proxy-server.ts';
import { temporaryFolder, trailscanProcess } from '../support/trailscan.ts';
import { expectNoSecret, forWorkers, lines, objectsOfTrail, startTrail } from './run-with-s3.ts';

/** A host name that only the proxy resolves. */
const host = 's3.invalid';

describe('a proxy in the environment', () => {
  test.each([
    ['HTTP_PROXY', '1'],
    ['http_proxy', '2'],
    ['ALL_PROXY', '2'],
  ])('as %s receives all requests to S3, with --threads %s', async (variable, threads) => {
    const { stub, env } = await startTrail(objectsOfTrail(forWorkers));
    const proxy = await startProxy(stub.port);
    const { stdout, stderr } = await trailscanProcess(
      ['query', 's3://trail/', '--threads', threads],
      {
        env: { ...env, AWS_ENDPOINT_URL: `http://${host}`, [variable]: proxy.url },
      },
    );
    expect({ events: lines(stdout).length, stderr }).toEqual({ events: 384, stderr: '' });
    expect(proxy.asked).toHaveLength(stub.counters.requests);
    expect(proxy.asked[0]).toMatch(/^GET http:\/\/s3\.invalid\/trail\/\?/);
    expect(stub.counters.operations['GetObject']).toBe(384);
  });

  test('is not used for hosts in NO_PROXY, for another scheme, or if it is a SOCKS proxy', async () => {
    const { stub, env } = await startTrail(objectsOfTrail(forWorkers));
    const proxy = await startProxy(stub.port);
    for (const variables of [
      { HTTP_PROXY: proxy.url, NO_PROXY: 'localhost,127.0.0.1' },
      { HTTPS_PROXY: proxy.url },
      { ALL_PROXY: proxy.url.replace('http:', 'socks5:') },
      { HTTP_PROXY: '' },
    ]) {
      const { stdout, exitCode } = await trailscanProcess(['query', 's3://trail/'], {
        env: { ...env, ...variables },
      });
      expect({ events: lines(stdout).length, exitCode }).toEqual({ events: 384, exitCode: 0 });
    }
    expect(proxy.asked).toEqual([]);
  });

  test.each(['http', 'https'])(
    'that requires a user and password is reported, for %s',
    async (scheme) => {
      const { stub, env } = await startTrail(objectsOfTrail(forWorkers));
      const proxy = await startProxy(stub.port, { refuses: true });
      const url = proxy.url.replace('//', '//me:a-password@');
      const result = await trailscanProcess(['query', 's3://trail/'], {
        env: { ...env, AWS_ENDPOINT_URL: `${scheme}://${host}`, HTTP_PROXY: url, HTTPS_PROXY: url },
      });
      expect(result).toEqual({
        stdout: '',
        stderr:
          'trailscan: the proxy requires a user and a password: set HTTPS_PROXY to http://USER:PASSWORD@HOST:PORT\n',
        exitCode: 4,
      });
      expectNoSecret(result);
    },
  );

  test('that is not a URL is reported', async () => {
    const { env, stub } = await startTrail([]);
    const result = await trailscanProcess(['query', 's3://trail/'], {
      env: { ...env, HTTP_PROXY: 'http://me:a-password@proxy:port' },
    });
    expect(result).toEqual({
      stdout: '',
      stderr:
        'trailscan: the proxy in the environment is not a URL: expected HTTPS_PROXY to be one such as ' +
        'http://proxy.example.com:3128\n',
      exitCode: 4,
    });
    expect(stub.counters.requests).toBe(0);
  });

  test.skipIf(spawnSync('openssl', ['version']).error)(
    'as HTTPS_PROXY forwards encrypted connections',
    async () => {
      const { stub, env } = await startTrail(objectsOfTrail(forWorkers));
      const { port, certificate } = await startEncrypted(stub.port);
      const proxy = await startProxy(port);
      const { stdout, stderr } = await trailscanProcess(
        ['query', 's3://trail/', '--threads', '2'],
        {
          env: {
            ...env,
            AWS_ENDPOINT_URL: `https://${host}`,
            HTTPS_PROXY: proxy.url,
            NODE_EXTRA_CA_CERTS: certificate,
          },
        },
      );
      expect({ events: lines(stdout).length, stderr }).toEqual({ events: 384, stderr: '' });
      expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${host}:443`]));
      // Connections are reused.
      expect(proxy.asked.length).toBeLessThan(stub.counters.requests);
    },
  );
});

/** Starts a TLS server for the host that forwards everything to a port. */
async function startEncrypted(
  target: number,
): Promise<{ readonly port: number; readonly certificate: string }> {
  const folder = temporaryFolder();
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
  const files = ['-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject, ...files], {
    stdio: 'ignore',
  });
  const server = createServer(
    { key: readFileSync(key), cert: readFileSync(certificate) },
    ({ method, url, headers }, answer) => {
      const sent = send({ port: target, method, path: url, headers }, (received) => {
        answer.writeHead(received.statusCode ?? 500, received.headers);
        pipeline(received, answer, () => {});
      });
      sent.on('error', () => answer.destroy());
      sent.end();
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { port: (server.address() as AddressInfo).port, certificate };
}
