/**
 * The folders of a cache: `CACHE/BUCKET`, each a mirror of its bucket, and `CACHE/BUCKET@HOST` for the
 * bucket of a store other than AWS's own. Each has a tag, without which nothing is written or removed.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '../io-error.ts';
import { FolderError } from '../mirror/disk-error.ts';
import { isOwnName, removedFolder, tagFile } from '../mirror/own-name.ts';
import type { Store } from '../s3/store.ts';
import type { CacheConfig } from '../source-spec.ts';

/** The folder in which the objects of a bucket lie. */
export function cacheFolderOf(
  { folder }: CacheConfig,
  { bucket, endpoint }: Pick<Store, 'bucket' | 'endpoint'>,
): string {
  const name = endpoint === undefined ? bucket : `${bucket}@${endpoint}`;
  // ARNs of access points and ports have characters that some systems do not take in names.
  return join(folder, name.replace(/[^\w.@-]/g, '_'));
}

/** The permissions of what is in a cache: nobody else may read it. */
export const cacheModes = { file: 0o600, folder: 0o700 } as const;

/**
 * Makes the folder of a bucket with its tag, unless it is there. Throws FolderError when it is there and
 * holds something that the cache has not put there, and what the system reports.
 */
export function makeCacheFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: cacheModes.folder });
  if (isTagged(folder)) return;
  // A tag that is not whole is written again.
  if (!readdirSync(folder).every(isOwnName)) {
    throw new FolderError(folder, `it holds something else, and no ${tagFile} of trailscan`);
  }
  writeFileSync(join(folder, tagFile), tag, { mode: cacheModes.file });
}

/** The folders of buckets in a cache. Throws what the system reports. */
export function cacheFoldersIn(cache: string): readonly string[] {
  return foldersIn(cache)
    .map((name) => join(cache, name))
    .filter(isTagged);
}

/** The folders in a cache that were being removed when that was cut short. */
export function removedFoldersIn(cache: string): readonly string[] {
  return foldersIn(cache)
    .filter((name) => name.startsWith(removedFolder))
    .map((name) => join(cache, name));
}

/** The names of the folders in a folder. */
function foldersIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    // Nothing was kept yet, or another process has removed it.
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

const signature = 'Signature: 8a477f597d28d172789f06886806bc55';
const tag = `${signature}
# This folder is a cache of objects from S3 that trailscan made ('trailscan cache clear' empties it).
# Whatever lies in it may be removed at any time.
`;

/** The words of a tag may differ: another version may have written them. */
function isTagged(folder: string): boolean {
  try {
    const text = readFileSync(join(folder, tagFile), 'latin1');
    return text.startsWith(signature) && text.includes('trailscan');
  } catch {
    return false;
  }
}
