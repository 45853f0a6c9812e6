import { randomUUID } from 'node:crypto';
import { lstatSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, systemCode } from '../io-error.ts';
import { isOwnName, removedFolder, writtenFile } from '../mirror/own-name.ts';
import { cacheFoldersIn, removedFoldersIn } from './cache-folders.ts';

/** The number and size of the objects in a cache. */
export interface CacheContents {
  readonly objects: number;
  readonly bytes: number;
}

/** The file of an object in a cache. */
export interface CachedFile {
  readonly path: string;
  readonly size: number;
  /** When it was used last, in epoch milliseconds. */
  readonly used: number;
}

/** Measures a cache. Throws ConfigError when the folder cannot be read. */
export function measureCache(cache: string): CacheContents {
  return inCache(cache, () => contentsOf(listCache(cache)));
}

/**
 * Removes everything that the cache has made, and no other file in the folder. Returns what was
 * removed. Throws ConfigError when that fails.
 */
export function clearCache(cache: string): CacheContents {
  return inCache(cache, () => {
    const contents = contentsOf(listCache(cache));
    for (const folder of cacheFoldersIn(cache)) {
      // In one step, with its tag: another process that is still writing makes a new folder.
      moveAway(folder, join(cache, `${removedFolder}-${randomUUID()}`));
    }
    finishRemovals(cache);
    rmSync(join(cache, writtenFile), { force: true });
    return contents;
  });
}

/**
 * Removes the folders whose removal this or another process has begun. `attempt` removes one of
 * them: by default, a folder that cannot be removed makes this throw the system's error.
 */
export function finishRemovals(
  cache: string,
  attempt: (work: () => void) => void = (work) => work(),
): void {
  for (const folder of removedFoldersIn(cache)) attempt(() => remove(folder));
}

/** Removes a file or folder, unless another process has removed it already. */
export function remove(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/** Moves a folder, unless another process has already done so. */
function moveAway(folder: string, to: string): void {
  try {
    renameSync(folder, to);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}

/**
 * Lists all files of objects in a cache. `attempt` reads one folder: by default, a folder that
 * cannot be read makes this throw the system's error.
 */
export function listCache(
  cache: string,
  attempt: (look: () => void) => void = (look) => look(),
): readonly CachedFile[] {
  const files: CachedFile[] = [];
  const folders = [...cacheFoldersIn(cache)];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const inside = folder;
    attempt(() => {
      for (const name of namesIn(inside)) {
        if (isOwnName(name)) continue;
        const path = join(inside, name);
        const stats = lstatSync(path, { throwIfNoEntry: false });
        if (stats?.isDirectory()) folders.push(path);
        else if (stats) files.push({ path, size: stats.size, used: stats.atimeMs });
      }
    });
  }
  return files;
}

/** Adds up the files of a cache. */
export function contentsOf(files: readonly CachedFile[]): CacheContents {
  return { objects: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
}

/** Removes a folder if it is empty. Returns whether it was removed. */
export function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/**
 * Lists the names in a folder; none when it does not exist, since another process may have removed
 * it.
 */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

function inCache<T>(cache: string, work: () => T): T {
  return inFolder(work, (problem) => `the cache '${cache}' cannot be read or emptied (${problem})`);
}
