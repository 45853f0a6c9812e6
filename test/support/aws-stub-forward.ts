import { Agent, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';

/** Forwards requests to another server, and its answers back. */
export interface Forward {
  /**
   * Forwards a request. `onStatus` gets the status before it is sent; 0 when the other server
   * breaks off first.
   */
  send(message: IncomingMessage, response: ServerResponse, onStatus: OnStatus): void;
  close(): void;
}

type OnStatus = (status: number) => void;

/** Creates a forward to the server at `url`. */
export function createForward(url: string): Forward {
  const agent = new Agent({ keepAlive: true });
  const { hostname: host, port } = new URL(url);
  return {
    send(message, response, onStatus) {
      const { method, url: path, rawHeaders: headers } = message;
      const outgoing = request({ agent, host, port, method, path, headers });
      let isAnswered = false;
      outgoing.on('response', (answer) => {
        isAnswered = true;
        onStatus(answer.statusCode ?? 0);
        response.writeHead(answer.statusCode ?? 0, answer.rawHeaders);
        response.flushHeaders();
        pipeline(answer, response, (error) => {
          if (error) response.socket?.resetAndDestroy();
        });
      });
      outgoing.on('error', () => {
        if (!isAnswered) onStatus(0);
        response.socket?.resetAndDestroy();
      });
      response.on('close', () => outgoing.destroy());
      message.pipe(outgoing);
    },
    close: () => agent.destroy(),
  };
}
