import { setTimeout as wait } from 'node:timers/promises';
import type { StoredObject } from '../log-file.ts';
import { BodyError, describeS3Error, isTransient } from './describe-s3-error.ts';
import type { GetObject } from './get-object.ts';
import type { Store } from './store.ts';

/** How often in a row a body may break off, and how often in all. */
const mostBreaks = 5;
const mostTries = 50;

/** A bucket whose objects can be had. */
export interface OpenBucket {
  readonly store: Store;
  readonly get: GetObject;
}

/**
 * The bytes of an object. A body that breaks off is gone on with where it ended. Throws a ReadError
 * when the object cannot be had, a SourceError when no other could be, either, and the signal's
 * reason when it is aborted.
 */
export async function* readObject(
  bucket: OpenBucket,
  object: StoredObject,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let offset = 0;
  let breaks = 0;
  for (let tries = 1; ; tries++) {
    try {
      for await (const chunk of bodyFrom(bucket, object, { offset, signal })) {
        offset += chunk.length;
        breaks = 0;
        yield chunk;
      }
      if (offset >= object.size) return;
      throw new BodyError('it ended before its end');
    } catch (error) {
      signal.throwIfAborted();
      if (++breaks > mostBreaks || tries >= mostTries || !isTransient(error)) {
        throw describeS3Error(error, bucket.store, { kind: 'get', key: object.key });
      }
      await wait(backoff(breaks), undefined, { signal });
    }
  }
}

/** Milliseconds before another try, by how many have failed. */
function backoff(breaks: number): number {
  return Math.random() * 100 * 2 ** breaks;
}

async function* bodyFrom(
  { get, store }: OpenBucket,
  { key, etag, size }: StoredObject,
  { offset, signal }: { readonly offset: number; readonly signal: AbortSignal },
): AsyncGenerator<Uint8Array> {
  // Trail files do not change: half of one and half of another is neither.
  const { body, length } = await get({ key, etag, offset }, signal);
  if (length !== undefined && length !== size - offset) {
    throw new BodyError(`${length} bytes came where ${size - offset} were listed`);
  }
  const guard = setTimeout(() => body.destroy(new IdleError()), store.timeout);
  try {
    for await (const chunk of body) {
      guard.refresh();
      yield chunk;
    }
  } finally {
    clearTimeout(guard);
  }
}

/** Nothing was heard for too long. */
class IdleError extends Error {
  override readonly name = 'TimeoutError';
}
