import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '../io-error.ts';
import { isUnfinished, sizeOfEntry } from './cache-entry.ts';

/** A file of a cache. */
export interface CacheFile {
  /** The path of the folder in which it lies. */
  readonly part: string;
  readonly name: string;
  /** Of an entry, in bytes. */
  readonly size: number;
}

/** The files of a cache, by their names alone. */
interface CacheFiles {
  readonly entries: readonly CacheFile[];
  /** What was not written to its end, or not yet. */
  readonly unfinished: readonly CacheFile[];
}

/** The paths of the folders of a cache in which files are. Throws what the system reports. */
export function partsOf(folder: string): readonly string[] {
  return namesIn(folder)
    .filter((name) => /^[0-9a-f]{2}$/.test(name))
    .map((name) => join(folder, name));
}

/** The files of a cache that lie in these folders; nothing else. Throws what the system reports. */
export function readParts(parts: readonly string[]): CacheFiles {
  const entries: CacheFile[] = [];
  const unfinished: CacheFile[] = [];
  for (const part of parts) {
    for (const name of namesIn(part)) {
      const size = sizeOfEntry(name);
      if (size !== undefined) entries.push({ part, name, size });
      else if (isUnfinished(name)) unfinished.push({ part, name, size: 0 });
    }
  }
  return { entries, unfinished };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // Nothing was kept yet, or another process has removed it.
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}
