import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredObject } from '../log-file.ts';

/** Objects that have been fetched, in a folder that processes share. Objects of trails never change. */
export interface ObjectCache {
  /** The bytes of an object, if they are there and are what was put there. */
  read(object: StoredObject): Buffer | undefined;
  /** Keeps the bytes of an object. That this fails does not matter. */
  write(object: StoredObject, stored: Uint8Array): void;
}

/** Larger objects are not kept: they are held in memory when they are read. CloudTrail's have 50 MB at most. */
export const largestCached = 2 ** 26;

/**
 * An entry is a file that is named by what tells the object from others, and its size; it ends with
 * the digest of its bytes. Entries come into being whole. When one was used last is when it was
 * modified last.
 */
export function createObjectCache(folder: string): ObjectCache {
  const folders = new Set<string>();
  let written = 0;
  return {
    read(object) {
      const path = pathOf(folder, object);
      try {
        const entry = readFileSync(path);
        const stored = entry.subarray(0, -digestBytes);
        if (
          stored.length === object.size &&
          entry.subarray(-digestBytes).equals(digestOf(stored))
        ) {
          touch(path);
          return stored;
        }
        rmSync(path, { force: true });
      } catch {
        // What cannot be read is fetched.
      }
      return undefined;
    },
    write(object, stored) {
      const path = pathOf(folder, object);
      const parent = join(path, '..');
      const unfinished = join(parent, `.${process.pid}-${threadMark}-${++written}`);
      try {
        if (!folders.has(parent)) mkdirSync(parent, { recursive: true, mode: 0o700 });
        folders.add(parent);
        writeFileSync(unfinished, Buffer.concat([stored, digestOf(stored)]), { mode: 0o600 });
        renameSync(unfinished, path);
      } catch {
        rmSync(unfinished, { force: true });
      }
    },
  };
}

/** Tells threads of one process apart. */
const threadMark = Math.random().toString(36).slice(2, 8);

/** How much is in a cache. */
export interface CacheContents {
  readonly objects: number;
  readonly bytes: number;
}

export async function measureCache(folder: string): Promise<CacheContents> {
  return sumOf(await entriesIn(folder));
}

/** Removes all entries; nothing else that may lie in the folder. Returns what there was. */
export async function clearCache(folder: string): Promise<CacheContents> {
  const entries = await entriesIn(folder);
  for (const { path } of entries) await rm(path, { force: true });
  for (const name of await namesIn(folder)) await rmdir(join(folder, name)).catch(() => {});
  return sumOf(entries);
}

/** Of a cache that is too large, removes what was not used for longest, until a tenth is free. */
export async function trimCache(folder: string, most: number): Promise<void> {
  const entries = await entriesIn(folder);
  let { bytes } = sumOf(entries);
  if (bytes <= most) return;
  const used = await Promise.all(
    entries.map(async (entry) => {
      // Another process may have removed it.
      const found = await stat(entry.path).catch(() => undefined);
      return { ...entry, at: found?.mtimeMs ?? 0 };
    }),
  );
  for (const { path, size } of used.sort((a, b) => a.at - b.at)) {
    if (bytes <= most * 0.9) return;
    await rm(path, { force: true });
    bytes -= size;
  }
}

interface Entry {
  readonly path: string;
  readonly size: number;
}

function sumOf(entries: readonly Entry[]): CacheContents {
  return { objects: entries.length, bytes: entries.reduce((sum, { size }) => sum + size, 0) };
}

const entryName = /^[0-9a-f]{62}-(\d+)$/;

/** The entries, by their names alone; what was left unfinished an hour ago is removed. */
async function entriesIn(folder: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const part of await namesIn(folder)) {
    if (!/^[0-9a-f]{2}$/.test(part)) continue;
    for (const name of await namesIn(join(folder, part))) {
      const path = join(folder, part, name);
      const [, size] = entryName.exec(name) ?? [];
      if (size !== undefined) entries.push({ path, size: Number(size) + digestBytes });
      else if (name.startsWith('.')) await removeOld(path);
    }
  }
  return entries;
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

const hour = 3_600_000;

async function removeOld(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found && Date.now() - found.mtimeMs > hour) await rm(path, { force: true });
}

function pathOf(folder: string, { store, key, etag, size }: StoredObject): string {
  const id = createHash('sha256')
    .update(JSON.stringify([store.bucket, key, etag]))
    .digest('hex');
  return join(folder, id.slice(0, 2), `${id.slice(2)}-${size}`);
}

const digestBytes = 32;

function digestOf(stored: Uint8Array): Buffer {
  return createHash('sha256').update(stored).digest();
}

/** Not each time: that an entry is used is worth knowing to the hour. */
function touch(path: string): void {
  const now = Date.now();
  if (now - statSync(path).mtimeMs > hour) utimesSync(path, now / 1000, now / 1000);
}
