import { createServer, request as send } from 'node:http';
import { pipeline } from 'node:stream';
import { listen } from './listen.ts';

/** A request on its way to a server. */
export interface ForwardedRequest {
  readonly method: string | undefined;
  /** The decoded path, such as `/BUCKET/KEY`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly range: string | undefined;
}

/**
 * Called before a request is forwarded, which waits for it. Returns after how many bytes of the
 * answer's body to break the connection off; undefined to forward the whole answer.
 */
export type Intercept = (request: ForwardedRequest) => Promise<number | undefined>;

/** A server that forwards requests to another one. */
export interface Forwarder {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The requests so far. */
  readonly requests: readonly ForwardedRequest[];
}

/**
 * Forwards requests unchanged to the server at `target`, and its answers back, until the test is
 * over. Signatures stay valid, because requests are signed for the forwarder's host and sent with
 * that.
 */
export async function startForwarder(
  target: string,
  intercept: Intercept = async () => undefined,
): Promise<Forwarder> {
  const requests: ForwardedRequest[] = [];
  const server = createServer(async ({ method, url = '/', headers }, answer) => {
    const { pathname, searchParams: query } = new URL(url, target);
    const path = decodeURIComponent(pathname);
    const request: ForwardedRequest = { method, path, query, range: headers.range };
    requests.push(request);
    const limit = await intercept(request);
    const sent = send(`${target}${url}`, { method, headers, agent: false });
    sent.on('error', () => answer.destroy());
    sent.on('response', async (received) => {
      const { connection: _, 'transfer-encoding': __, ...rest } = received.headers;
      answer.writeHead(received.statusCode ?? 500, rest);
      if (limit === undefined) {
        // The client may disconnect before the end.
        pipeline(received, answer, () => {});
        return;
      }
      let left = limit;
      for await (const chunk of received) {
        answer.write(chunk.subarray(0, left));
        left -= chunk.length;
        if (left <= 0) break;
      }
      // Leaves time for the written bytes to arrive before the connection breaks off.
      setTimeout(() => answer.destroy(), 100);
    });
    sent.end();
  });
  return { url: await listen(server), requests };
}
