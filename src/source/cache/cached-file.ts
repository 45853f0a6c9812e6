import { createHash } from 'node:crypto';
import { futimesSync, readSync, type Stats } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { StoredObject } from '../log-file.ts';
import { addNote, readNote } from '../mirror/object-notes.ts';
import { isFileOf } from '../mirror/standing.ts';
import { withRegularFile } from '../mirror/with-regular-file.ts';
import { cacheModes } from './cache-folders.ts';

/**
 * The bytes of an object in a cache, which count as used from now on; undefined when the file is not the
 * object, or is damaged as far as `checksumOf` says. Throws what the system reports.
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
 * What is noted about the bytes of an object so that damage is seen: their SHA-256. Undefined for a small
 * gzip file, which has a checksum of its own (RFC 1952, CRC32): it is inflated before any event is taken
 * from it, and is fetched again if that fails, unless it was noted that it came so (`vouchFor`).
 */
export function checksumOf(stored: Uint8Array): string | undefined {
  return isSmallGzip(stored) ? undefined : sha256Of(stored);
}

/** Whether the bytes of a cached file that was read are sound, as far as `checksumOf` left that open. */
export function isSound(path: string, stored: Uint8Array): boolean {
  return !isSmallGzip(stored) || inflates(stored) || readNote(path).sha256 === sha256Of(stored);
}

/** Notes that bytes which cannot be inflated are those of the object. Throws what the system reports. */
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

function isSmallGzip(stored: Uint8Array): boolean {
  if (stored.length < 18 || stored.length > mostStored) return false;
  const { buffer, byteOffset, length } = stored;
  const inflated = new DataView(buffer, byteOffset, length).getUint32(length - 4, true);
  return stored[0] === 0x1f && stored[1] === 0x8b && inflated > 0 && inflated <= mostInflated;
}

/** Larger files are scanned while they are inflated: then their checksum comes too late. */
const mostStored = 2 ** 22;
/** By its last four bytes (RFC 1952, ISIZE). */
const mostInflated = 2 ** 24;

const hour = 3_600_000;

/** An hour more or less does not matter, and not writing saves time. */
function markAsUsed(fd: number, { atimeMs, mtimeMs }: Stats): void {
  if (Date.now() - atimeMs < hour) return;
  try {
    futimesSync(fd, new Date(), mtimeMs / 1000);
  } catch {
    // A cache that cannot be written to can be read.
  }
}
