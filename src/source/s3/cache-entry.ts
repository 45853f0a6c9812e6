import { createHash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  futimesSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { systemCode } from '../io-error.ts';
import type { StoredObject } from '../log-file.ts';

/**
 * An object in a cache: a file that is named by what tells the object from others and by its size, in
 * one of 256 folders. It ends with a digest of the name and the object's bytes. When it was used last is
 * when it was modified last.
 */
export interface CacheEntry {
  readonly path: string;
  /** Of the file, in bytes. */
  readonly size: number;
  /** What stands for the object in the digest. */
  readonly id: string;
}

export function entryOf(folder: string, { store, key, etag, size }: StoredObject): CacheEntry {
  const id = createHash('sha256')
    .update(JSON.stringify([store.bucket, key, etag]))
    .digest('hex');
  const path = join(folder, id.slice(0, 2), `${id.slice(2)}-${size}`);
  return { path, size: size + digestBytes, id };
}

/**
 * The bytes of the object; undefined when they are not what was written: then the entry is removed.
 * Throws what the system reports.
 */
export function readEntry({ path, size, id }: CacheEntry): Buffer | undefined {
  const fd = openSync(path, 'r');
  try {
    const content = readWhole(fd, size);
    const stored = content?.subarray(0, -digestBytes);
    if (stored && content?.subarray(-digestBytes).equals(digestOf(id, stored))) {
      markAsUsed(fd);
      return stored;
    }
    rmSync(path, { force: true });
    return undefined;
  } finally {
    closeSync(fd);
  }
}

/** Writes an entry, which comes into being whole. Throws what the system reports. */
export function writeEntry({ path, id }: CacheEntry, stored: Uint8Array): void {
  const unfinished = join(dirname(path), unfinishedName());
  try {
    writeNew(unfinished, Buffer.concat([stored, digestOf(id, stored)]));
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** How many bytes the file of an entry has, by its name; undefined when it is none. */
export function sizeOfEntry(name: string): number | undefined {
  const [, size] = /^[0-9a-f]{62}-(\d+)$/.exec(name) ?? [];
  return size === undefined ? undefined : Number(size) + digestBytes;
}

/** The names of entries that are being written, or have not been written to their end. */
export function isUnfinished(name: string): boolean {
  return /^\.\d+-[0-9a-z]+-\d+$/.test(name);
}

const digestBytes = 32;

function digestOf(id: string, stored: Uint8Array): Buffer {
  return createHash('sha256').update(id).update(stored).digest();
}

/** The bytes of a file that has so many. */
function readWhole(fd: number, size: number): Buffer | undefined {
  if (fstatSync(fd).size !== size) return undefined;
  const content = Buffer.allocUnsafe(size);
  return readSync(fd, content) === size ? content : undefined;
}

function markAsUsed(fd: number): void {
  const now = Date.now() / 1000;
  try {
    futimesSync(fd, now, now);
  } catch {
    // A cache that cannot be written to can be read.
  }
}

let unfinished = 0;
/** Tells threads apart, and processes that have, or had, the same number. */
const mark = Math.random().toString(36).slice(2);

function unfinishedName(): string {
  return `.${process.pid}-${mark}-${++unfinished}`;
}

/** Writes a file that nobody else may read; its folder is there as a rule. */
function writeNew(path: string, content: Uint8Array): void {
  const options = { mode: 0o600, flag: 'wx' } as const;
  try {
    writeFileSync(path, content, options);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, content, options);
  }
}
