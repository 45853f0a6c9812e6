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
 * Is called before a request goes on to the server, which waits for it; returns after how many bytes
 * of the answer's body the connection shall break off, if it shall.
 */
export type Meddle = (request: ForwardedRequest) => Promise<number | undefined>;

/** Stands between a client and a server. */
export interface Forwarder {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** What has been asked for. */
  readonly requests: readonly ForwardedRequest[];
}

/**
 * Sends requests on to the server at `target` as they are, and answers back, until the test is over. They
 * remain signed: it is for the forwarder's host that they are signed and sent.
 */
export async function startForwarder(
  target: string,
  meddle: Meddle = async () => undefined,
): Promise<Forwarder> {
  const requests: ForwardedRequest[] = [];
  const server = createServer(async ({ method, url = '/', headers }, answer) => {
    const { pathname, searchParams: query } = new URL(url, target);
    const path = decodeURIComponent(pathname);
    const request: ForwardedRequest = { method, path, query, range: headers.range };
    requests.push(request);
    const most = await meddle(request);
    const sent = send(`${target}${url}`, { method, headers, agent: false });
    sent.on('error', () => answer.destroy());
    sent.on('response', async (received) => {
      const { connection: _, 'transfer-encoding': __, ...rest } = received.headers;
      answer.writeHead(received.statusCode ?? 500, rest);
      if (most === undefined) {
        // The client may have enough before it is over.
        pipeline(received, answer, () => {});
        return;
      }
      let left = most;
      for await (const chunk of received) {
        answer.write(chunk.subarray(0, left));
        left -= chunk.length;
        if (left <= 0) break;
      }
      // What was written shall arrive before it breaks off.
      setTimeout(() => answer.destroy(), 100);
    });
    sent.end();
  });
  return { url: await listen(server), requests };
}
