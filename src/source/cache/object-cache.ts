import { mkdirSync } from 'node:fs';
import type { StoredObject } from '../log-file.ts';
import { FolderError, folderErrorOf, removedRefusal } from '../mirror/disk-error.ts';
import { createFolderWriter, type FolderWriter } from '../mirror/folder-writer.ts';
import { localPathOf } from '../mirror/local-path.ts';
import { mirrorStateOf } from '../mirror/mirror-state.ts';
import type { ObjectFacts } from '../mirror/object-notes.ts';
import type { CacheConfig } from '../source-spec.ts';
import { cacheFolderOf, cacheModes, makeCacheFolder } from './cache-folders.ts';
import { checksumOf, isSound, readCachedFile, vouchFor } from './cached-file.ts';
import { createWrittenCount, trimCache } from './trim-cache.ts';

/**
 * Stores fetched objects: a mirror of each bucket, up to a limit, in folders that processes share.
 */
export interface ObjectCache {
  /**
   * Returns the bytes of an object; undefined when it is not cached. A small gzip file may be
   * damaged: see `checksumOf`.
   */
  read(object: StoredObject): Buffer | undefined;
  /**
   * Returns whether these bytes are those of the object: they can be inflated, or a note says that
   * the object itself is damaged.
   */
  isSound(object: StoredObject, stored: Uint8Array): boolean;
  /** Notes that these bytes, which were fetched but cannot be inflated, are those of the object. */
  vouchFor(object: StoredObject, stored: Uint8Array): void;
  /** Stores an object, if possible. */
  write(object: StoredObject, content: FetchedContent): Promise<void>;
}

/** The bytes and metadata of an object as they were fetched. */
interface FetchedContent extends Pick<ObjectFacts, 'metadata'> {
  readonly stored: Uint8Array;
}

/**
 * The largest object that is cached, in bytes: reading one takes as much memory. CloudTrail's log
 * files have at most 50 MB.
 */
export const largestCached = 2 ** 26;

/**
 * Each time a thread has written this fraction of the limit, it checks whether the cache is full.
 */
const trimInterval = 1 / 16;

/** Creates a cache. `note` is called once, when objects cannot be stored. */
export function createObjectCache(
  config: CacheConfig,
  note: (text: string) => void = () => {},
): ObjectCache {
  const countWritten = createWrittenCount(config);
  const writers = new Map<string, FolderWriter>();
  let written = 0;
  let hasNoted = false;
  const fail = (problem: string) => {
    if (!hasNoted) note(`the cache '${config.folder}' ${problem}`);
    hasNoted = true;
  };
  const writerOf = (folder: string): FolderWriter => {
    const writer = writers.get(folder) ?? createCacheWriter(folder);
    writers.set(folder, writer);
    return writer;
  };
  const store = async (object: StoredObject, { stored, metadata }: FetchedContent) => {
    const facts = { metadata, sha256: checksumOf(stored) };
    try {
      const writer = writerOf(cacheFolderOf(config, object.store));
      countWritten(stored.length);
      const reason = await writer.write(object, { chunks: [stored], facts: () => facts });
      // Another process may remove folders at any time.
      if (reason === undefined || reason === removedRefusal) return;
      fail(`cannot hold every object (${reason})`);
    } catch (error) {
      const failure = folderErrorOf(error, config.folder);
      if (!(failure instanceof FolderError)) throw failure;
      fail(`cannot be written to (${failure.problem}): fetched objects are not kept`);
    }
  };
  const withPath = <T>(object: StoredObject, work: (path: string) => T): T | undefined => {
    const path = localPathOf(cacheFolderOf(config, object.store), object.key);
    try {
      return path === undefined ? undefined : work(path);
    } catch {
      // Objects that cannot be read from the cache are fetched.
      return undefined;
    }
  };
  return {
    read: (object) => withPath(object, (path) => readCachedFile(path, object)),
    isSound: (object, stored) => withPath(object, (path) => isSound(path, stored)) ?? true,
    vouchFor(object, stored) {
      withPath(object, (path) => vouchFor(path, object, stored));
    },
    async write(object, content) {
      if (object.size > config.bytes) return;
      await store(object, content);
      written += object.size;
      if (written <= config.bytes * trimInterval) return;
      written = 0;
      trimCache(config);
    },
  };
}

/** Returns whether an object is cached, without checking the bytes. */
export function isCached(object: StoredObject): boolean {
  const { cache } = object.store;
  try {
    return (
      cache !== undefined && mirrorStateOf(cacheFolderOf(cache, object.store), object) === 'there'
    );
  } catch {
    return false;
  }
}

function createCacheWriter(folder: string): FolderWriter {
  makeCacheFolder(folder);
  return createFolderWriter(folder, {
    fileMode: cacheModes.file,
    makeFolder(path) {
      // Another process may have removed the whole cache.
      makeCacheFolder(folder);
      mkdirSync(path, { recursive: true, mode: cacheModes.folder });
    },
  });
}
