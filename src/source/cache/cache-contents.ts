import { lstatSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, systemCode } from '../io-error.ts';
import { isOwnName, removedFolder, writtenFile } from '../mirror/own-name.ts';
import { cacheFoldersIn, removedFoldersIn } from './cache-folders.ts';

/** How much is in a cache. */
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

/** What is in a cache. Throws ConfigError when the folder cannot be read. */
export function measureCache(cache: string): CacheContents {
  return inCache(cache, () => contentsOf(listCache(cache)));
}

/**
 * Removes all that the cache has made, and nothing else that may lie in the folder. Returns what there
 * was. Throws ConfigError when that cannot be done.
 */
export function clearCache(cache: string): CacheContents {
  return inCache(cache, () => {
    const contents = contentsOf(listCache(cache));
    for (const [index, folder] of cacheFoldersIn(cache).entries()) {
      // At once, with its tag: another process that goes on writing makes a new one.
      moveAway(folder, join(cache, `${removedFolder}-${process.pid}-${Date.now()}-${index}`));
    }
    for (const folder of removedFoldersIn(cache)) rmSync(folder, { recursive: true, force: true });
    rmSync(join(cache, writtenFile), { force: true });
    return contents;
  });
}

/** Another process may have done so. */
function moveAway(folder: string, to: string): void {
  try {
    renameSync(folder, to);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}

/**
 * All files of objects in a cache. `attempt` looks into a folder; by default, one that cannot be looked into
 * makes this throw what the system reports.
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

export function contentsOf(files: readonly CachedFile[]): CacheContents {
  return { objects: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
}

/** Removes a folder unless something is in it. Returns whether it did. */
export function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** Nothing when it is not there: another process may have removed it. */
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
