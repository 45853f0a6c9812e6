import { mkdirSync } from 'node:fs';
import type { StoredObject } from '../log-file.ts';
import { FolderError, folderErrorOf, removedRefusal } from '../mirror/disk-error.ts';
import { createFolderWriter, type FolderWriter } from '../mirror/folder-writer.ts';
import { localPathOf } from '../mirror/local-path.ts';
import type { ObjectFacts } from '../mirror/object-notes.ts';
import { standingOf } from '../mirror/standing.ts';
import type { CacheConfig } from '../source-spec.ts';
import { cacheFolderOf, cacheModes, makeCacheFolder } from './cache-folders.ts';
import { checksumOf, isSound, readCachedFile, vouchFor } from './cached-file.ts';
import { createWrittenCount, trimCache } from './trim-cache.ts';

/** Objects that have been fetched: a mirror of each bucket, with a bound, in folders that processes share. */
export interface ObjectCache {
  /** The bytes of an object, if they are there. Those of a small gzip file may be damaged: see `checksumOf`. */
  read(object: StoredObject): Buffer | undefined;
  /** Whether what `read` gave, or what was kept, is the object even though it could not be decoded. */
  isSound(object: StoredObject, stored: Uint8Array): boolean;
  /** Notes that what was fetched, and cannot be inflated, is the object. */
  vouchFor(object: StoredObject, stored: Uint8Array): void;
  /** Keeps an object, if that can be done. */
  write(object: StoredObject, content: FetchedContent): Promise<void>;
}

/** All that was fetched of an object. */
interface FetchedContent extends Pick<ObjectFacts, 'metadata'> {
  readonly stored: Uint8Array;
}

/** Larger objects are not kept: they are held in memory when they are read. CloudTrail's have 50 MB at most. */
export const largestCached = 2 ** 26;

/** The part of what a cache may hold after which a thread looks whether there is too much. */
const trimmedAfter = 1 / 16;

/** `note` is called once when objects cannot be kept. */
export function createObjectCache(
  config: CacheConfig,
  note: (text: string) => void = () => {},
): ObjectCache {
  const countWritten = createWrittenCount(config);
  const writers = new Map<string, FolderWriter>();
  let written = 0;
  let hasFailed = false;
  const fail = (problem: string) => {
    if (!hasFailed) note(`the cache '${config.folder}' ${problem}`);
    hasFailed = true;
  };
  const writerOf = (folder: string): FolderWriter => {
    const writer = writers.get(folder) ?? createCacheWriter(folder);
    writers.set(folder, writer);
    return writer;
  };
  const keep = async (object: StoredObject, { stored, metadata }: FetchedContent) => {
    const facts = { metadata, sha256: checksumOf(stored) };
    try {
      const writer = writerOf(cacheFolderOf(config, object.store));
      countWritten(stored.length);
      const reason = await writer.write(object, { chunks: [stored], facts: () => facts });
      // Another process may remove folders at any time.
      if (reason === undefined || reason === removedRefusal) return;
      fail(`does not take every object (${reason})`);
    } catch (error) {
      const failure = folderErrorOf(error, config.folder);
      if (!(failure instanceof FolderError)) throw failure;
      fail(`takes no files (${failure.problem}): what is fetched is not kept`);
    }
  };
  const withPath = <T>(object: StoredObject, work: (path: string) => T): T | undefined => {
    const path = localPathOf(cacheFolderOf(config, object.store), object.key);
    try {
      return path === undefined ? undefined : work(path);
    } catch {
      // What cannot be read is fetched.
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
      await keep(object, content);
      written += object.size;
      if (written <= config.bytes * trimmedAfter) return;
      written = 0;
      trimCache(config);
    },
  };
}

/** Whether an object need not be fetched, as far as is known without reading it. */
export function isCached(object: StoredObject): boolean {
  const { cache } = object.store;
  try {
    return (
      cache !== undefined && standingOf(cacheFolderOf(cache, object.store), object) === 'there'
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
      // Another process may have removed all of it.
      makeCacheFolder(folder);
      mkdirSync(path, { recursive: true, mode: cacheModes.folder });
    },
  });
}
