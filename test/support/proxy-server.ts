import { createServer, request as send } from 'node:http';
import { connect } from 'node:net';
import { pipeline } from 'node:stream';
import { listen } from './listen.ts';

/** A running HTTP proxy. */
export interface ProxyServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Its requests so far: `GET http://HOST/PATH`, `CONNECT HOST:PORT`. */
  readonly asked: readonly string[];
}

/**
 * Starts a proxy that sends every request to one port of 127.0.0.1, whatever its host, until the
 * test is over. With `refuses`, it answers 407 to every request.
 */
export async function startProxy(
  port: number,
  { refuses = false }: { readonly refuses?: boolean } = {},
): Promise<ProxyServer> {
  const asked: string[] = [];
  const server = createServer(({ method, url = '', headers }, answer) => {
    asked.push(`${method} ${url}`);
    if (refuses) {
      answer.writeHead(407).end();
      return;
    }
    const { pathname, search } = new URL(url);
    const sent = send({ port, method, path: `${pathname}${search}`, headers, agent: false });
    sent.on('error', () => answer.destroy());
    sent.on('response', (received) => {
      answer.writeHead(received.statusCode ?? 500, received.headers);
      pipeline(received, answer, () => {});
    });
    sent.end();
  });
  server.on('connect', ({ url }, client) => {
    asked.push(`CONNECT ${url}`);
    if (refuses) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
    pipeline(client, upstream, client, () => {});
  });
  return { url: await listen(server), asked };
}
