import { createHash } from 'node:crypto';
import { futimesSync, readSync, type Stats } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { isGzip, wholeSizeOf } from '../../gzip.ts';
import type { StoredObject } from '../log-file.ts';
import { isFileOf } from '../mirror/mirror-state.ts';
import { addNote, readNote } from '../mirror/object-notes.ts';
import { withRegularFile } from '../mirror/with-regular-file.ts';
import { cacheModes } from './cache-folders.ts';

/**
 * Reads an object from a cache and marks it as used. Returns undefined when the file is not of this
 * object, or does not match its noted checksum. Throws system errors.
 */
export function readCachedFile(path: string, object: StoredObject): Buffer | undefined {
  return withRegularFile(path, (fd, stats) => {
    if (!isFileOf(object, stats)) return undefined;
    const stored = Buffer.allocUnsafe(stats.size);
    if (readSync(fd, stored) !== stored.length) return undefined;
    const checksum = checksumOf(stored);
    if (checksum !== undefined && checksum !== readNote(path).sha256) return undefined;
    markAsUsed(fd, stats);
    return stored;
  });
}

/**
 * Returns the SHA-256 to note with an object, so that damage can be detected. Undefined for a small
 * gzip file, which has a checksum of its own (RFC 1952, CRC32): it is inflated before any event is
 * read from it, and is fetched again if that fails, unless a note says that the object itself is
 * damaged (`vouchFor`).
 */
export function checksumOf(stored: Uint8Array): string | undefined {
  return isSmallGzip(stored) ? undefined : sha256Of(stored);
}

/**
 * Returns whether the bytes of a small gzip file, for which `checksumOf` returns no checksum, are
 * those of the object.
 */
export function isSound(path: string, stored: Uint8Array): boolean {
  return !isSmallGzip(stored) || inflates(stored) || readNote(path).sha256 === sha256Of(stored);
}

/**
 * Notes that these bytes, if they cannot be inflated, are those of the object. Throws system
 * errors.
 */
export function vouchFor(path: string, object: StoredObject, stored: Uint8Array): void {
  if (inflates(stored)) return;
  const facts = { metadata: readNote(path).metadata, sha256: sha256Of(stored) };
  addNote(path, { object, facts, mode: cacheModes.file });
}

function sha256Of(stored: Uint8Array): string {
  return createHash('sha256').update(stored).digest('hex');
}

function inflates(stored: Uint8Array): boolean {
  try {
    gunzipSync(stored);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether these are the bytes of a gzip file that is inflated in one call, before any event is read
 * from it.
 */
function isSmallGzip(stored: Uint8Array): boolean {
  return stored.length <= maxStored && isGzip(stored) && wholeSizeOf(stored) !== undefined;
}

/**
 * The maximum size of a small gzip file, as stored. Larger files are scanned while they are
 * inflated, before gzip's own checksum is reached.
 */
const maxStored = 2 ** 22;

const hour = 3_600_000;

/** Sets the access time to now. Skips this write when the access time is less than an hour old. */
function markAsUsed(fd: number, { atimeMs, mtimeMs }: Stats): void {
  if (Date.now() - atimeMs < hour) return;
  try {
    futimesSync(fd, new Date(), mtimeMs / 1000);
  } catch {
    // A cache that cannot be written to can still be read.
  }
}
