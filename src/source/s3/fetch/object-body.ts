import type { Metadata } from '../../source.ts';
import { BodyError } from '../describe-s3-error.ts';

/** The bytes of an object, as they arrive. */
export interface ObjectBody extends AsyncIterable<Uint8Array> {
  /** Registers a listener, as a stream of Node.js does; a listener for data gets every chunk. */
  on(event: 'data', listener: (chunk: Uint8Array) => void): ObjectBody;
  on(event: 'end', listener: () => void): ObjectBody;
  on(event: 'error', listener: (error: Error) => void): ObjectBody;
  /** Ends the body; its reader gets this error. */
  destroy(error?: Error): void;
}

/** A response of S3 with an object. */
export interface ObjectResponse {
  readonly body: ObjectBody;
  /** The length in bytes that the response states; undefined if it states none. */
  readonly length: number | undefined;
  readonly metadata: Metadata;
}

/**
 * Yields the bytes of a body. Throws BodyError unless there are `expected` bytes, and IdleError
 * after `timeout` milliseconds without data.
 */
export async function* checkBody(
  body: ObjectBody,
  expected: number,
  timeout: number,
): AsyncGenerator<Uint8Array> {
  let left = expected;
  // The timeout counts only while we wait for S3, not while the caller works.
  let isWaiting = true;
  const guard = setTimeout(() => {
    if (isWaiting) body.destroy(new IdleError());
  }, timeout);
  try {
    for await (const chunk of body) {
      left -= chunk.length;
      if (left < 0) throw new BodyError('more bytes came than were listed');
      isWaiting = false;
      yield chunk;
      isWaiting = true;
      guard.refresh();
    }
    if (left > 0) throw new BodyError('it ended too early');
  } finally {
    clearTimeout(guard);
  }
}

/** The error when no data has arrived for too long. */
export class IdleError extends Error {
  override readonly name = 'TimeoutError';
}

/**
 * Copies the part of a body that arrives into memory. Resolves to the number of bytes; never
 * rejects.
 */
export function collectBody(
  { body, length }: ObjectResponse,
  memory: Buffer,
  timeout: number,
): Promise<number> {
  return new Promise((resolve) => {
    let at = 0;
    const end = (count: number) => {
      clearTimeout(guard);
      body.destroy();
      resolve(count);
    };
    const guard = setTimeout(() => end(at), timeout);
    // A body of another length is not the listed object.
    if (length !== undefined && length !== memory.length) return end(0);
    body
      .on('data', (chunk) => {
        if (at + chunk.length > memory.length) return end(0);
        memory.set(chunk, at);
        at += chunk.length;
        guard.refresh();
      })
      .on('end', () => {
        clearTimeout(guard);
        resolve(at);
      })
      .on('error', () => end(at));
  });
}
