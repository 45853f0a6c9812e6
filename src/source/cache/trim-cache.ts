import { appendFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { notesFile, unfinishedFolder, writtenFile } from '../mirror/own-name.ts';
import type { CacheConfig } from '../source-spec.ts';
import {
  type CachedFile,
  contentsOf,
  listCache,
  namesIn,
  removeIfEmpty,
} from './cache-contents.ts';
import { cacheFoldersIn, cacheModes, removedFoldersIn } from './cache-folders.ts';

/**
 * Creates the function that counts what a thread writes to a cache: in a file that is a byte longer for
 * each 1,024 bytes, so that any number of processes can add to it, and a look at its size is enough. It
 * counts some ahead, since not each small object is worth a write. Throws what the system reports.
 */
export function createWrittenCount(config: CacheConfig): (bytes: number) => void {
  const path = join(config.folder, writtenFile);
  const unitsAhead = Math.min(mostAhead, Math.floor(config.bytes / unit / mostAhead));
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
const mostAhead = 64;

/**
 * Removes from a cache that is full what was not used for longest, until a fifth is free. Whether it is
 * full is found out when as much was written as it may hold. Whatever cannot be removed or looked into stays.
 */
export function trimCache({ folder, bytes: most }: CacheConfig): void {
  attempt(() => {
    // Rests of other processes.
    for (const bucket of cacheFoldersIn(folder)) removeIfEmpty(join(bucket, unfinishedFolder));
    for (const removed of removedFoldersIn(folder)) attempt(() => remove(removed));
  });
  attempt(() => {
    const counter = join(folder, writtenFile);
    if ((statSync(counter, { throwIfNoEntry: false })?.size ?? 0) * unit <= most) return;
    const files = listCache(folder, attempt);
    const { bytes } = contentsOf(files);
    const left = bytes > most ? removeOldest(files, { bytes, most: most * 0.8 }) : bytes;
    truncateSync(counter, Math.ceil(left / unit));
  });
}

/** Returns how many bytes are left. */
function removeOldest(
  files: readonly CachedFile[],
  { bytes, most }: { readonly bytes: number; readonly most: number },
): number {
  let left = bytes;
  const folders = new Set<string>();
  for (const { path, size } of files.toSorted((a, b) => a.used - b.used)) {
    if (left <= most) break;
    attempt(() => {
      remove(path);
      left -= size;
      folders.add(dirname(path));
    });
  }
  for (const folder of folders) attempt(() => removeEmptied(folder));
  return left;
}

/** Another process may have removed it before. */
function remove(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/** Removes a folder without objects, and those above it. That of a bucket has a tag, and stays. */
function removeEmptied(folder: string): void {
  if (namesIn(folder).some((name) => name !== notesFile)) return;
  rmSync(join(folder, notesFile), { force: true });
  if (removeIfEmpty(folder)) removeEmptied(dirname(folder));
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // What cannot be removed stays.
  }
}
