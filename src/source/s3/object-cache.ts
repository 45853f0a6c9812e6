import { readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../errors.ts';
import type { StoredObject } from '../log-file.ts';
import {
  entryOf,
  isEntryFolder,
  isUnfinished,
  readEntry,
  sizeOfEntry,
  writeEntry,
} from './cache-entry.ts';

/** Objects that have been fetched, in a folder that processes share. Objects of trails never change. */
export interface ObjectCache {
  /** Whether an object is there, as far as can be told without reading it. */
  has(object: StoredObject): boolean;
  /** The bytes of an object, if they are there and are what was put there. */
  read(object: StoredObject): Buffer | undefined;
  /** Keeps the bytes of an object. That this fails does not matter. */
  write(object: StoredObject, stored: Uint8Array): void;
}

/** Larger objects are not kept: they are held in memory when they are read. CloudTrail's have 50 MB at most. */
export const largestCached = 2 ** 26;

/** How much is written, of what a cache may hold, before it is trimmed. */
const trimmedAfter = 1 / 16;

/** `most`: how many bytes are kept, as far as this thread knows of them. */
export function createObjectCache(folder: string, most = Number.POSITIVE_INFINITY): ObjectCache {
  let written = 0;
  return {
    has(object) {
      const { path, size } = entryOf(folder, object);
      return attempt(() => statSync(path).size === size) ?? false;
    },
    read(object) {
      return attempt(() => readEntry(entryOf(folder, object)));
    },
    write(object, stored) {
      const entry = entryOf(folder, object);
      if (entry.size > most) return;
      attempt(() => writeEntry(entry, stored));
      written += entry.size;
      if (written <= most * trimmedAfter) return;
      written = 0;
      trimCache(folder, most);
    },
  };
}

/** How much is in a cache. */
export interface CacheContents {
  readonly objects: number;
  readonly bytes: number;
}

/** What is in a cache. Throws ConfigError when the folder cannot be read. */
export function measureCache(folder: string): CacheContents {
  return sumOf(told(folder, () => contentsOf(folder)).entries);
}

/**
 * Removes all entries, and nothing else that may lie in the folder. Returns what there was. Throws
 * ConfigError when that cannot be done.
 */
export function clearCache(folder: string): CacheContents {
  return told(folder, () => {
    const { entries, unfinished, folders } = contentsOf(folder);
    for (const { path } of entries) rmSync(path, { force: true });
    for (const path of unfinished) rmSync(path, { force: true });
    // What else lies in one stays.
    for (const path of folders) attempt(() => rmdirSync(path));
    return sumOf(entries);
  });
}

/**
 * Of a cache that is too large, removes what was not used for longest, until a tenth is free; and what
 * was left unfinished. That this fails does not matter.
 */
export function trimCache(folder: string, most: number): void {
  const { entries, unfinished } = attempt(() => contentsOf(folder)) ?? {
    entries: [],
    unfinished: [],
  };
  const old = Date.now() - hour;
  for (const path of unfinished)
    if (usedAt(path) < old) attempt(() => rmSync(path, { force: true }));

  let { bytes } = sumOf(entries);
  if (bytes <= most) return;
  const byUse = entries.map((entry) => ({ ...entry, at: usedAt(entry.path) }));
  for (const { path, size } of byUse.sort((a, b) => a.at - b.at)) {
    if (bytes <= most * 0.9) return;
    attempt(() => rmSync(path, { force: true }));
    bytes -= size;
  }
}

const hour = 3_600_000;

/** In epoch milliseconds. Another process may have removed it. */
function usedAt(path: string): number {
  return attempt(() => statSync(path).mtimeMs) ?? Number.POSITIVE_INFINITY;
}

interface Contents {
  readonly entries: readonly Entry[];
  /** Paths of what was not written to its end, or not yet. */
  readonly unfinished: readonly string[];
  /** Paths of the folders in which both lie. */
  readonly folders: readonly string[];
}

interface Entry {
  readonly path: string;
  readonly size: number;
}

/** What is in a cache, by the names alone. Throws what the system reports. */
function contentsOf(folder: string): Contents {
  const folders = namesIn(folder)
    .filter(isEntryFolder)
    .map((name) => join(folder, name));
  const entries: Entry[] = [];
  const unfinished: string[] = [];
  for (const part of folders) {
    for (const name of namesIn(part)) {
      const size = sizeOfEntry(name);
      if (size !== undefined) entries.push({ path: join(part, name), size });
      else if (isUnfinished(name)) unfinished.push(join(part, name));
    }
  }
  return { entries, unfinished, folders };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // Nothing was kept yet, or another process has removed it.
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

function sumOf(entries: readonly Entry[]): CacheContents {
  return { objects: entries.length, bytes: entries.reduce((sum, { size }) => sum + size, 0) };
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function told<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw new ConfigError(`the cache '${folder}' cannot be looked at or emptied (${code})`);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
