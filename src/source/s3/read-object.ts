import { setTimeout as wait } from 'node:timers/promises';
import { SourceError } from '../../errors.ts';
import { isTimeout } from '../aws/aws-error.ts';
import type { StoredObject } from '../log-file.ts';
import { BodyError, describeS3Error } from './describe-s3-error.ts';
import type { GetObject, ObjectAnswer } from './get-object.ts';
import { orAborted } from './or-aborted.ts';
import type { Store } from './store.ts';

/** How often a body may break off in all, and how often in a row with few bytes between. */
const mostTries = 50;
const mostBreaks = 5;
const fewBytes = 2 ** 16;
/** Of how many objects in a row nothing may be heard before no other is asked for. */
const mostSilent = 8;

/** A bucket whose objects can be had. */
export interface OpenBucket {
  readonly store: Store;
  readonly get: GetObject;
  /** Of how many objects nothing was heard since the last that came. */
  silent: number;
}

/** Which part of an object is still to come. */
interface Rest {
  readonly offset: number;
  readonly signal: AbortSignal;
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
    const body = await requestRest(bucket, object, { offset, signal });
    const start = offset;
    try {
      for await (const chunk of body) {
        offset += chunk.length;
        yield chunk;
      }
      bucket.silent = 0;
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (offset - start > fewBytes) breaks = 0;
      if (++breaks > mostBreaks || tries >= mostTries) throw failureOf(error, bucket, object);
    }
    await wait(backoff(breaks), undefined, { signal });
  }
}

/** All bytes of a small object, as `readObject` has them: in less time, if nothing breaks off. */
export async function fetchObject(
  bucket: OpenBucket,
  object: StoredObject,
  signal: AbortSignal,
): Promise<Buffer> {
  const answer = await askFor(bucket, object, { offset: 0, signal });
  const stored = await collectBody(answer, object.size, bucket.store.timeout);
  if (stored) {
    bucket.silent = 0;
    return stored;
  }
  signal.throwIfAborted();
  const chunks: Uint8Array[] = [];
  for await (const chunk of readObject(bucket, object, signal)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A whole body; undefined when it is not what was asked for. */
function collectBody(
  { body, length }: ObjectAnswer,
  size: number,
  timeout: number,
): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const stored = Buffer.allocUnsafeSlow(size);
    let at = 0;
    const guard = setTimeout(() => end(undefined), timeout);
    const end = (outcome: Buffer | undefined) => {
      clearTimeout(guard);
      if (!outcome) body.destroy();
      resolve(outcome);
    };
    body
      .on('data', (chunk) => {
        if (at + chunk.length > size) return end(undefined);
        stored.set(chunk, at);
        at += chunk.length;
        guard.refresh();
      })
      .on('end', () => end(at === size ? stored : undefined))
      .on('error', () => end(undefined));
    if (length !== undefined && length !== size) end(undefined);
  });
}

/** Asks for the rest of an object. That is tried again by the SDK: if it fails, that is all. */
async function requestRest(
  bucket: OpenBucket,
  object: StoredObject,
  { offset, signal }: Rest,
): Promise<AsyncIterable<Uint8Array>> {
  const answer = await askFor(bucket, object, { offset, signal });
  return checked(answer, object.size - offset, bucket.store.timeout);
}

async function askFor(
  bucket: OpenBucket,
  object: StoredObject,
  { offset, signal }: Rest,
): Promise<ObjectAnswer> {
  // Trail files do not change: half of one and half of another is neither.
  const request = { key: object.key, etag: object.etag, offset };
  try {
    return await orAborted(bucket.get(request, signal), signal);
  } catch (error) {
    signal.throwIfAborted();
    throw failureOf(error, bucket, object);
  }
}

/** The bytes of a body, which must be so many. */
async function* checked(
  { body, length }: ObjectAnswer,
  expected: number,
  timeout: number,
): AsyncGenerator<Uint8Array> {
  if (length !== undefined && length !== expected) {
    body.destroy();
    throw new BodyError(`${length} bytes came where ${expected} were listed`);
  }
  let left = expected;
  // Whoever takes the chunks may take his time.
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

/** Nothing was heard for too long. */
class IdleError extends Error {
  override readonly name = 'TimeoutError';
}

/** Milliseconds before another try, by how many have failed. */
function backoff(breaks: number): number {
  return Math.random() * 100 * 2 ** breaks;
}

/** Where nothing answers any more, each of thousands of objects would be waited for. */
function failureOf(error: unknown, bucket: OpenBucket, { key }: StoredObject): unknown {
  const { store } = bucket;
  bucket.silent = error instanceof Error && isTimeout(error) ? bucket.silent + 1 : 0;
  if (bucket.silent < mostSilent) return describeS3Error(error, store, { kind: 'get', key });
  return new SourceError(
    `s3://${store.bucket}: nothing is heard of S3 in ${store.region} any more: check the network, ` +
      'or try --timeout',
  );
}
