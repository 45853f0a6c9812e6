import { setMaxListeners } from 'node:events';
import type { GetCredentials } from '../aws/credentials.ts';
import type { StoredObject } from '../log-file.ts';
import { connect } from './connect.ts';
import { createGetObject } from './get-object.ts';
import { createObjectCache, largestCached, type ObjectCache } from './object-cache.ts';
import { fetchObject, type OpenBucket, readObject } from './read-object.ts';
import type { Store } from './store.ts';

/**
 * Reads objects of any buckets, from the cache if they are there; of each bucket, the connection is made
 * with the first that is not.
 */
export interface ObjectReader {
  /** The bytes of an object, in chunks; throws as `readObject` does. */
  open(object: StoredObject, signal: AbortSignal): AsyncGenerator<Uint8Array>;
  /** All bytes of a small object. */
  fetch(object: StoredObject, signal: AbortSignal): Promise<Buffer>;
}

/** `note` is told what the user should know of the cache. */
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
    const cache = caches.get(kept.folder) ?? createObjectCache(kept.folder, kept.bytes, note);
    caches.set(kept.folder, cache);
    return cache;
  };
  return {
    async fetch(object, signal) {
      const cache = cacheOf(object);
      const cached = cache?.read(object);
      if (cached) return cached;
      const stored = await fetchObject(await bucketOf(object, signal), object, signal);
      cache?.write(object, stored);
      return stored;
    },
    async *open(object, signal) {
      const cache = cacheOf(object);
      const cached = cache?.read(object);
      if (cached) {
        yield cached;
        return;
      }
      const chunks = readObject(await bucketOf(object, signal), object, signal);
      if (!cache) {
        yield* chunks;
        return;
      }
      const kept: Uint8Array[] = [];
      for await (const chunk of chunks) {
        kept.push(chunk);
        yield chunk;
      }
      cache.write(object, Buffer.concat(kept));
    },
  };
}
