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
 * Reads objects of any buckets, from the cache if they are there. Connects to a bucket for the
 * first object that is not in the cache.
 */
export interface ObjectReader {
  /** Reads an object in chunks. Throws as `readObject` does. */
  open(
    object: StoredObject,
    signal: AbortSignal,
    onMetadata?: OnMetadata,
  ): AsyncGenerator<Uint8Array>;
  /** Reads a small object as a whole. */
  fetch(object: StoredObject, signal: AbortSignal, onMetadata?: OnMetadata): Promise<Buffer>;
  /**
   * Fetches an object again, if the bytes that `fetch` returned came from the cache and are
   * damaged; otherwise returns undefined.
   */
  fetchAgain(
    object: StoredObject,
    stored: Buffer,
    signal: AbortSignal,
  ): Promise<Buffer | undefined>;
}

/** Creates a reader. `note` is called with notes for the user about the cache. */
export function createObjectReader(
  credentials: GetCredentials,
  note?: (text: string) => void,
): ObjectReader {
  const buckets = new Map<string, Promise<OpenBucket>>();
  const openBucket = async (store: Store): Promise<OpenBucket> => {
    const connection = await connect(store, credentials);
    return { store: connection.store, get: createGetObject(connection), timeouts: 0 };
  };
  const bucketOf = ({ store }: StoredObject, signal: AbortSignal): Promise<OpenBucket> => {
    // Many requests listen to the signal at once.
    setMaxListeners(0, signal);
    const id = JSON.stringify(store);
    const bucket = buckets.get(id) ?? openBucket(store);
    buckets.set(id, bucket);
    return bucket;
  };
  const caches = new Map<string, ObjectCache>();
  const cacheOf = ({ store: { cache: config }, size }: StoredObject): ObjectCache | undefined => {
    if (!config || size > largestCached) return undefined;
    const cache = caches.get(config.folder) ?? createObjectCache(config, note);
    caches.set(config.folder, cache);
    return cache;
  };
  const fromCache = new WeakSet<Buffer>();
  const fetchNew: ObjectReader['fetch'] = async (object, signal, onMetadata) => {
    const options = createReadOptions(signal, onMetadata);
    const stored = await fetchObject(await bucketOf(object, signal), object, options);
    await cacheOf(object)?.write(object, { stored, metadata: options.metadata });
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
      const refetched = fromCache.has(stored) ? await fetchNew(object, signal) : undefined;
      // The object in the bucket may be damaged itself.
      cache.vouchFor(object, refetched ?? stored);
      return refetched;
    },
    async *open(object, signal, onMetadata) {
      const cache = cacheOf(object);
      const cached = cache?.read(object);
      if (cached) {
        yield cached;
        return;
      }
      const options = createReadOptions(signal, onMetadata);
      const chunks: Uint8Array[] = [];
      for await (const chunk of readObject(await bucketOf(object, signal), object, options)) {
        if (cache) chunks.push(chunk);
        yield chunk;
      }
      await cache?.write(object, { stored: Buffer.concat(chunks), metadata: options.metadata });
    },
  };
}

/** Creates options for reading an object, which also receive its metadata. */
function createReadOptions(signal: AbortSignal, onMetadata?: OnMetadata) {
  const options: ReadOptions & { metadata?: Metadata } = {
    signal,
    onMetadata(metadata) {
      options.metadata = metadata;
      onMetadata?.(metadata);
    },
  };
  return options;
}
