/**
 * The folders of a cache: `CACHE/BUCKET`, each a mirror of its bucket, and `CACHE/BUCKET@HOST` for
 * the bucket of a store other than AWS. Each has a tag; without it, nothing is written to a folder
 * or removed from it.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '../io-error.ts';
import { FolderError } from '../mirror/disk-error.ts';
import { isOwnName, removedFolder, tagFile } from '../mirror/own-name.ts';
import type { Store } from '../s3/store.ts';
import type { CacheConfig } from '../source-spec.ts';

/** Returns the folder that holds the objects of a bucket. */
export function cacheFolderOf(
  { folder }: CacheConfig,
  { bucket, endpoint }: Pick<Store, 'bucket' | 'endpoint'>,
): string {
  const name = endpoint === undefined ? bucket : `${bucket}@${endpoint}`;
  // ARNs of access points, and ports, have characters that some systems do not allow in names.
  return join(folder, name.replace(/[^\w.@-]/g, '_'));
}

/** The permissions of files and folders in a cache: no other user may read them. */
export const cacheModes = { file: 0o600, folder: 0o700 } as const;

/**
 * Makes the folder of a bucket with its tag, unless it exists. Throws FolderError when it exists
 * and holds files that the cache did not put there, and system errors.
 */
export function makeCacheFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: cacheModes.folder });
  if (isTagged(folder)) return;
  // Not tagged, but without other files: the tag is missing or incomplete, and is written again.
  if (!readdirSync(folder).every(isOwnName)) {
    throw new FolderError(folder, `it holds other files, and no ${tagFile} of trailscan`);
  }
  writeFileSync(join(folder, tagFile), tag, { mode: cacheModes.file });
}

/** Lists the folders of buckets in a cache. Throws system errors. */
export function cacheFoldersIn(cache: string): readonly string[] {
  return foldersIn(cache)
    .map((name) => join(cache, name))
    .filter(isTagged);
}

/** Lists the folders in a cache whose removal was interrupted. */
export function removedFoldersIn(cache: string): readonly string[] {
  return foldersIn(cache)
    .filter((name) => name.startsWith(removedFolder))
    .map((name) => join(cache, name));
}

/** Lists the names of the folders in a folder. */
function foldersIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    // Nothing is cached yet, or another process has removed the folder.
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

const signature = 'Signature: 8a477f597d28d172789f06886806bc55';
const tag = `${signature}
# This folder is a cache of objects from S3 that trailscan made ('trailscan cache clear' empties it).
# Whatever lies in it may be removed at any time.
`;

/**
 * Returns whether a folder has a tag. Its words are not compared: another version may have written
 * them.
 */
function isTagged(folder: string): boolean {
  try {
    const text = readFileSync(join(folder, tagFile), 'latin1');
    return text.startsWith(signature) && text.includes('trailscan');
  } catch {
    return false;
  }
}
