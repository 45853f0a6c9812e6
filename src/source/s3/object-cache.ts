import { existsSync, rmdirSync, statSync, unlinkSync } from 'node:fs';
import { sep } from 'node:path';
import { folderProblem, inFolder, systemCode } from '../io-error.ts';
import type { StoredObject } from '../log-file.ts';
import { entryOf, readEntry, writeEntry } from './cache-entry.ts';
import { type CacheFile, partsOf, readParts } from './cache-folder.ts';

/** Objects that have been fetched, in a folder that processes share. Objects of trails never change. */
export interface ObjectCache {
  /** Whether an object is there, as far as can be told without reading it. */
  has(object: StoredObject): boolean;
  /** The bytes of an object, if they are there and are what was put there. */
  read(object: StoredObject): Buffer | undefined;
  /** Keeps the bytes of an object, if that can be done. */
  write(object: StoredObject, stored: Uint8Array): void;
}

/** Larger objects are not kept: they are held in memory when they are read. CloudTrail's have 50 MB at most. */
export const largestCached = 2 ** 26;

/** Of what a cache may hold, so much is written before it is trimmed. */
const trimmedAfter = 1 / 16;

/** `most`: how many bytes may be kept. `note` is told once when nothing can be. */
export function createObjectCache(
  folder: string,
  most = Number.POSITIVE_INFINITY,
  note: (text: string) => void = () => {},
): ObjectCache {
  let written = 0;
  let hasFailed = false;
  const failed = (error: unknown) => {
    const code = systemCode(error);
    // Of a folder that is there, another process may remove parts at any time.
    const isPassing = code === 'ENOENT' && existsSync(folder);
    if (hasFailed || code === undefined || isPassing) return;
    hasFailed = true;
    note(
      `the cache '${folder}' takes no files (${folderProblem(code)}): what is fetched is not kept`,
    );
  };
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
      try {
        writeEntry(entry, stored);
      } catch (error) {
        failed(error);
        return;
      }
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
  return told(folder, () => contentsOf(readParts(partsOf(folder)).entries));
}

/**
 * Removes all entries, and nothing else that may lie in the folder. Returns what there was. Throws
 * ConfigError when that cannot be done.
 */
export function clearCache(folder: string): CacheContents {
  return told(folder, () => {
    const parts = partsOf(folder);
    const { entries, unfinished } = readParts(parts);
    for (const file of [...entries, ...unfinished]) remove(file);
    // What else lies in one stays.
    for (const part of parts) attempt(() => rmdirSync(part));
    return contentsOf(entries);
  });
}

/**
 * Of a cache that is full, removes what was not used for longest, until a fifth is free, and what was
 * left unfinished. That this fails does not matter.
 */
export function trimCache(folder: string, most: number): void {
  attempt(() => {
    const parts = partsOf(folder);
    if (!mayBeFull(parts, most)) return;
    const { entries, unfinished } = readParts(parts);
    const old = Date.now() - hour;
    for (const file of unfinished) if (usedAt(file) < old) attempt(() => remove(file));

    let { bytes } = contentsOf(entries);
    if (bytes <= most) return;
    const byUse = entries.map((entry) => ({ entry, at: usedAt(entry) }));
    for (const { entry } of byUse.sort((a, b) => a.at - b.at)) {
      if (bytes <= most * 0.8) return;
      attempt(() => remove(entry));
      bytes -= entry.size;
    }
  });
}

const hour = 3_600_000;

/** One in so many parts tells of all, where they hold so many entries: these are spread evenly. */
const sampledParts = 16;
const fewEntries = 1000;

function mayBeFull(parts: readonly string[], most: number): boolean {
  const sample = parts.filter((_, index) => index % sampledParts === 0);
  const { objects, bytes } = contentsOf(readParts(sample).entries);
  return objects < fewEntries || (bytes / sample.length) * parts.length > most * 0.95;
}

/** When it was modified last, in epoch milliseconds. Another process may have removed it. */
function usedAt(file: CacheFile): number {
  return attempt(() => statSync(pathOf(file)).mtimeMs) ?? Number.POSITIVE_INFINITY;
}

/** Throws what the system reports, unless another process has removed it. */
function remove(file: CacheFile): void {
  try {
    unlinkSync(pathOf(file));
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}

function pathOf({ part, name }: CacheFile): string {
  return `${part}${sep}${name}`;
}

function contentsOf(entries: readonly CacheFile[]): CacheContents {
  return { objects: entries.length, bytes: entries.reduce((sum, { size }) => sum + size, 0) };
}

/** What cannot be read is fetched, and what cannot be kept or removed is not. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function told<T>(folder: string, work: () => T): T {
  return inFolder(
    work,
    (problem) => `the cache '${folder}' cannot be read or emptied (${problem})`,
  );
}
