import { setMaxListeners } from 'node:events';
import type { GetCredentials } from '../../aws/credentials.ts';
import { createObjectCache, largestCached, type ObjectCache } from '../../cache/object-cache.ts';
import type { StoredObject } from '../../log-file.ts';
import type { Metadata, OnMetadata } from '../../source.ts';
import { connect } from '../connect.ts';
import type { Store } from '../store.ts';
import { createGetObject } from './get-object.ts';
import { fetchObject, type OpenBucket, type ReadOptions, readObject } from './read-object.ts';

/**
 * Reads objects of any buckets, from the cache if they are there; of each bucket, the connection is made
 * with the first that is not.
 */
export interface ObjectReader {
  /** The bytes of an object, in chunks; throws as `readObject` does. */
  open(
    object: StoredObject,
    signal: AbortSignal,
    onMetadata?: OnMetadata,
  ): AsyncGenerator<Uint8Array>;
  /** All bytes of a small object. */
  fetch(object: StoredObject, signal: AbortSignal, onMetadata?: OnMetadata): Promise<Buffer>;
  /** All bytes of an object anew, if those that `fetch` gave are from the cache and cannot be inflated. */
  fetchAgain(
    object: StoredObject,
    stored: Buffer,
    signal: AbortSignal,
  ): Promise<Buffer | undefined>;
}

/** `note` takes what the user should know about the cache. */
export function createObjectReader(
  credentials: GetCredentials,
  note?: (text: string) => void,
): ObjectReader {
  const buckets = new Map<string, Promise<OpenBucket>>();
  const openBucket = async (store: Store): Promise<OpenBucket> => {
    const connection = await connect(store, credentials);
    return { store: connection.store, get: createGetObject(connection), silent: 0 };
  };
  const bucketOf = ({ store }: StoredObject, signal: AbortSignal): Promise<OpenBucket> => {
    // Many requests listen to it at once.
    setMaxListeners(0, signal);
    const id = JSON.stringify(store);
    const bucket = buckets.get(id) ?? openBucket(store);
    buckets.set(id, bucket);
    return bucket;
  };
  const caches = new Map<string, ObjectCache>();
  const cacheOf = ({ store: { cache: kept }, size }: StoredObject): ObjectCache | undefined => {
    if (!kept || size > largestCached) return undefined;
    const cache = caches.get(kept.folder) ?? createObjectCache(kept, note);
    caches.set(kept.folder, cache);
    return cache;
  };
  const fromCache = new WeakSet<Buffer>();
  const fetchNew: ObjectReader['fetch'] = async (object, signal, onMetadata) => {
    const reading = createReading(signal, onMetadata);
    const stored = await fetchObject(await bucketOf(object, signal), object, reading);
    await cacheOf(object)?.write(object, { stored, metadata: reading.metadata });
    return stored;
  };
  return {
    async fetch(object, signal, onMetadata) {
      const cached = cacheOf(object)?.read(object);
      if (!cached) return fetchNew(object, signal, onMetadata);
      fromCache.add(cached);
      return cached;
    },
    async fetchAgain(object, stored, signal) {
      const cache = cacheOf(object);
      if (!cache || cache.isSound(object, stored)) return undefined;
      const anew = fromCache.has(stored) ? await fetchNew(object, signal) : undefined;
      // Some are damaged in the bucket.
      cache.vouchFor(object, anew ?? stored);
      return anew;
    },
    async *open(object, signal, onMetadata) {
      const cache = cacheOf(object);
      const cached = cache?.read(object);
      if (cached) {
        yield cached;
        return;
      }
      const reading = createReading(signal, onMetadata);
      const kept: Uint8Array[] = [];
      for await (const chunk of readObject(await bucketOf(object, signal), object, reading)) {
        if (cache) kept.push(chunk);
        yield chunk;
      }
      await cache?.write(object, { stored: Buffer.concat(kept), metadata: reading.metadata });
    },
  };
}

/** Options for reading an object, to which its metadata is added. */
function createReading(signal: AbortSignal, onMetadata?: OnMetadata) {
  const reading: ReadOptions & { metadata?: Metadata } = {
    signal,
    onMetadata(metadata) {
      reading.metadata = metadata;
      onMetadata?.(metadata);
    },
  };
  return reading;
}
