import { SourceError } from '../../../errors.ts';
import { orAborted } from '../../../streams/or-aborted.ts';
import { pause } from '../../../streams/pause.ts';
import { isTimeout } from '../../aws/aws-error.ts';
import type { StoredObject } from '../../log-file.ts';
import type { OnMetadata } from '../../source.ts';
import { BodyError, describeS3Error } from '../describe-s3-error.ts';
import type { Store } from '../store.ts';
import type { GetObject } from './get-object.ts';
import { checkBody, collectBody, IdleError, type ObjectResponse } from './object-body.ts';

/**
 * The maximum number of requests for one object; each body that breaks off takes another request.
 */
const maxTries = 50;
/**
 * The maximum number of times in a row that a body may break off after at most `fewBytes` bytes.
 */
const maxBreaks = 5;
const fewBytes = 2 ** 16;
/** After this many timeouts in a row, no more objects are requested. */
const maxTimeouts = 8;

/** A bucket to which a connection is open. */
export interface OpenBucket {
  readonly store: Store;
  readonly get: GetObject;
  /** The number of timeouts since the last object that arrived. */
  timeouts: number;
}

/** Options for reading an object. */
export interface ReadOptions {
  readonly signal: AbortSignal;
  readonly onMetadata?: OnMetadata;
}

/** The part of an object that is still to be read. */
interface Rest extends ReadOptions {
  readonly offset: number;
}

/**
 * Reads an object, or the rest of it after `offset` bytes. A body that breaks off is resumed where
 * it ended. Throws ReadError when this object cannot be read, SourceError when no object of the
 * bucket can, and the signal's reason when it is aborted.
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
      bucket.timeouts = 0;
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (offset - start > fewBytes) breaks = 0;
      if (++breaks > maxBreaks || tries >= maxTries) throw failureOf(error, bucket, object);
      // After a timeout, there is no need to wait even longer.
      if (!(error instanceof IdleError)) await pause(backoff(breaks), signal);
    }
  }
}

/**
 * Reads a small object as a whole. Throws as `readObject` does, but is faster unless the body
 * breaks off.
 */
export async function fetchObject(
  bucket: OpenBucket,
  object: StoredObject,
  options: ReadOptions,
): Promise<Buffer> {
  const { signal } = options;
  const response = await requestObject(bucket, object, { ...options, offset: 0 });
  const stored = Buffer.allocUnsafeSlow(object.size);
  let at = await collectBody(response, stored, bucket.store.timeout);
  signal.throwIfAborted();
  if (at === stored.length) {
    bucket.timeouts = 0;
    return stored;
  }
  for await (const chunk of readObject(bucket, object, { signal, offset: at })) {
    stored.set(chunk, at);
    at += chunk.length;
  }
  return stored;
}

/** Requests the rest of an object. The SDK already retries this request, so a failure is final. */
async function requestRest(
  bucket: OpenBucket,
  object: StoredObject,
  rest: Rest,
): Promise<AsyncIterable<Uint8Array>> {
  const { offset } = rest;
  const response = await requestObject(bucket, object, rest);
  const { body, length = object.size - offset } = response;
  if (length === object.size - offset) return checkBody(body, length, bucket.store.timeout);
  body.destroy();
  const problem = `${length} bytes came where ${object.size - offset} were listed`;
  throw failureOf(new BodyError(problem), bucket, object);
}

async function requestObject(
  bucket: OpenBucket,
  object: StoredObject,
  { offset, signal, onMetadata }: Rest,
): Promise<ObjectResponse> {
  // Requires the same version, so that the parts of a resumed body belong together.
  const request = { key: object.key, etag: object.etag, offset };
  try {
    const response = await orAborted(bucket.get(request, signal), signal);
    if (Object.keys(response.metadata).length > 0) onMetadata?.(response.metadata);
    return response;
  } catch (error) {
    signal.throwIfAborted();
    throw failureOf(error, bucket, object);
  }
}

/** Returns the milliseconds to wait before the next try, by how many tries have failed. */
function backoff(breaks: number): number {
  return Math.random() * 100 * 2 ** breaks;
}

/**
 * Explains a failure. After too many timeouts, it is a SourceError, which ends the run: waiting for
 * each of thousands of objects would take hours.
 */
function failureOf(error: unknown, bucket: OpenBucket, { key }: StoredObject): unknown {
  const { store } = bucket;
  bucket.timeouts = error instanceof Error && isTimeout(error) ? bucket.timeouts + 1 : 0;
  if (bucket.timeouts < maxTimeouts) return describeS3Error(error, store, { kind: 'get', key });
  return new SourceError(
    `s3://${store.bucket}: S3 in ${store.region} does not answer any more: check the network, ` +
      'or try a longer --timeout',
  );
}
