import { SourceError } from '../../../errors.ts';
import { orAborted } from '../../../streams/or-aborted.ts';
import { pause } from '../../../streams/pause.ts';
import { isTimeout } from '../../aws/aws-error.ts';
import type { StoredObject } from '../../log-file.ts';
import type { OnMetadata } from '../../source.ts';
import { BodyError, describeS3Error } from '../describe-s3-error.ts';
import type { Store } from '../store.ts';
import type { GetObject } from './get-object.ts';
import { checkBody, collectBody, IdleError, type ObjectAnswer } from './object-body.ts';

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

/** How an object is read. */
export interface ReadOptions {
  readonly signal: AbortSignal;
  readonly onMetadata?: OnMetadata;
}

/** Which part of an object is still to come. */
interface Rest extends ReadOptions {
  readonly offset: number;
}

/**
 * The bytes of an object, or those from an offset on. A body that breaks off is gone on with where it
 * ended. Throws a ReadError when the object cannot be had, a SourceError when no other could be, either,
 * and the signal's reason when it is aborted.
 */
export async function* readObject(
  bucket: OpenBucket,
  object: StoredObject,
  options: ReadOptions & { readonly offset?: number },
): AsyncGenerator<Uint8Array> {
  const { signal } = options;
  let { offset = 0 } = options;
  let breaks = 0;
  for (let tries = 1; ; tries++) {
    const body = await requestRest(bucket, object, { ...options, offset });
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
      // Who was waited for need not be given more time.
      if (!(error instanceof IdleError)) await pause(backoff(breaks), signal);
    }
  }
}

/** All bytes of a small object, as `readObject` has them: in less time, if nothing breaks off. */
export async function fetchObject(
  bucket: OpenBucket,
  object: StoredObject,
  options: ReadOptions,
): Promise<Buffer> {
  const { signal } = options;
  const answer = await askFor(bucket, object, { ...options, offset: 0 });
  const stored = Buffer.allocUnsafeSlow(object.size);
  let at = await collectBody(answer, stored, bucket.store.timeout);
  signal.throwIfAborted();
  if (at === stored.length) {
    bucket.silent = 0;
    return stored;
  }
  for await (const chunk of readObject(bucket, object, { signal, offset: at })) {
    stored.set(chunk, at);
    at += chunk.length;
  }
  return stored;
}

/** Asks for the rest of an object. That is tried again by the SDK: if it fails, that is all. */
async function requestRest(
  bucket: OpenBucket,
  object: StoredObject,
  rest: Rest,
): Promise<AsyncIterable<Uint8Array>> {
  const { offset } = rest;
  const answer = await askFor(bucket, object, rest);
  const { body, length = object.size - offset } = answer;
  if (length === object.size - offset) return checkBody(body, length, bucket.store.timeout);
  body.destroy();
  const problem = `${length} bytes came where ${object.size - offset} were listed`;
  throw failureOf(new BodyError(problem), bucket, object);
}

async function askFor(
  bucket: OpenBucket,
  object: StoredObject,
  { offset, signal, onMetadata }: Rest,
): Promise<ObjectAnswer> {
  // Trail files do not change: half of one and half of another is neither.
  const request = { key: object.key, etag: object.etag, offset };
  try {
    const answer = await orAborted(bucket.get(request, signal), signal);
    if (Object.keys(answer.metadata).length > 0) onMetadata?.(answer.metadata);
    return answer;
  } catch (error) {
    signal.throwIfAborted();
    throw failureOf(error, bucket, object);
  }
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
