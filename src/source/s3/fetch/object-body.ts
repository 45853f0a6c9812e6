import type { Metadata } from '../../source.ts';
import { BodyError } from '../describe-s3-error.ts';

/** The bytes of an object as they come. */
export interface ObjectBody extends AsyncIterable<Uint8Array> {
  /** Calls back as Node.js does; whoever takes the data so takes all of it. */
  on(event: 'data', listener: (chunk: Uint8Array) => void): ObjectBody;
  on(event: 'end', listener: () => void): ObjectBody;
  on(event: 'error', listener: (error: Error) => void): ObjectBody;
  /** Ends it, with this error for whoever reads it. */
  destroy(error?: Error): void;
}

/** An answer of S3's. */
export interface ObjectAnswer {
  readonly body: ObjectBody;
  /** How many bytes it says that it has. */
  readonly length: number | undefined;
  readonly metadata: Metadata;
}

/** The bytes of a body. Throws a BodyError unless it has this many, and IdleError when they do not come. */
export async function* checkBody(
  body: ObjectBody,
  expected: number,
  timeout: number,
): AsyncGenerator<Uint8Array> {
  let left = expected;
  // The timeout counts only while we wait for S3, not while the caller works.
  let waits = true;
  const guard = setTimeout(() => {
    if (waits) body.destroy(new IdleError());
  }, timeout);
  try {
    for await (const chunk of body) {
      left -= chunk.length;
      if (left < 0) throw new BodyError('more bytes came than were listed');
      waits = false;
      yield chunk;
      waits = true;
      guard.refresh();
    }
    if (left > 0) throw new BodyError('it ended before its end');
  } finally {
    clearTimeout(guard);
  }
}

/** Nothing came for too long. */
export class IdleError extends Error {
  override readonly name = 'TimeoutError';
}

/** Puts a body into memory, as far as it comes; returns how much that was. */
export function collectBody(
  { body, length }: ObjectAnswer,
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
    // Something else than what was listed is of no use.
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
