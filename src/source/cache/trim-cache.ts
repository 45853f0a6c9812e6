import { appendFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { notesFile, unfinishedFolder, writtenFile } from '../mirror/own-name.ts';
import type { CacheConfig } from '../source-spec.ts';
import {
  type CachedFile,
  contentsOf,
  finishRemovals,
  listCache,
  namesIn,
  remove,
  removeIfEmpty,
} from './cache-contents.ts';
import { cacheFoldersIn, cacheModes } from './cache-folders.ts';

/**
 * Creates the function that counts the bytes that a thread writes to a cache, in a file that grows
 * by one byte for each 1,024 bytes: any number of processes can append to it, and its size is the
 * count. It counts some bytes in advance, so that not every small object costs a write. Throws
 * system errors.
 */
export function createWrittenCount(config: CacheConfig): (bytes: number) => void {
  const path = join(config.folder, writtenFile);
  const unitsAhead = Math.min(maxUnitsAhead, Math.floor(config.bytes / unit / maxUnitsAhead));
  let ahead = 0;
  return (bytes) => {
    ahead -= bytes;
    if (ahead >= 0) return;
    const units = Math.ceil(-ahead / unit) + unitsAhead;
    appendFileSync(path, Buffer.alloc(units, '.'), { mode: cacheModes.file });
    ahead += units * unit;
  };
}

const unit = 1024;
const maxUnitsAhead = 64;

/**
 * Removes the least recently used files from a cache that is full, until a fifth of it is free.
 * Measures the cache only after as many bytes have been written as its limit. Skips files and
 * folders that cannot be removed or read.
 */
export function trimCache({ folder, bytes: limit }: CacheConfig): void {
  attempt(() => {
    // Remove folders that other processes have left behind.
    for (const bucket of cacheFoldersIn(folder)) removeIfEmpty(join(bucket, unfinishedFolder));
    finishRemovals(folder, attempt);
  });
  attempt(() => {
    const counter = join(folder, writtenFile);
    if ((statSync(counter, { throwIfNoEntry: false })?.size ?? 0) * unit <= limit) return;
    const files = listCache(folder, attempt);
    const { bytes } = contentsOf(files);
    const left = bytes > limit ? removeOldest(files, { bytes, target: limit * 0.8 }) : bytes;
    truncateSync(counter, Math.ceil(left / unit));
  });
}

/**
 * Removes the least recently used files down to `target` bytes. Returns how many bytes are left.
 */
function removeOldest(
  files: readonly CachedFile[],
  { bytes, target }: { readonly bytes: number; readonly target: number },
): number {
  let left = bytes;
  const folders = new Set<string>();
  for (const { path, size } of files.toSorted((a, b) => a.used - b.used)) {
    if (left <= target) break;
    attempt(() => {
      remove(path);
      left -= size;
      folders.add(dirname(path));
    });
  }
  for (const folder of folders) attempt(() => removeEmptied(folder));
  return left;
}

/**
 * Removes a folder without objects, and its empty parents. The folder of a bucket has a tag, so it
 * stays.
 */
function removeEmptied(folder: string): void {
  if (namesIn(folder).some((name) => name !== notesFile)) return;
  rmSync(join(folder, notesFile), { force: true });
  if (removeIfEmpty(folder)) removeEmptied(dirname(folder));
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // A file that cannot be removed stays.
  }
}
