import { statSync } from 'node:fs';
import type { StoredObject } from '../log-file.ts';
import { refusalOf } from './disk-error.ts';
import { localPathOf } from './local-path.ts';

/** Whether a mirror has an object already, or why it cannot. */
export type Standing = 'there' | 'missing' | { readonly reason: string };

/**
 * Looks for an object in a mirror: what has its size and time is the object. Throws what the system
 * reports unless that is about this one file.
 */
export function standingOf(folder: string, { key, size, modified }: StoredObject): Standing {
  const path = localPathOf(folder, key);
  if (path === undefined) return { reason: 'its key cannot be the path of a file' };
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) return { reason: 'there is a folder of its name' };
    // Not every file system keeps the time to the second.
    const isSame = found?.size === size && Math.abs(found.mtimeMs - modified) < 2000;
    return isSame ? 'there' : 'missing';
  } catch (error) {
    const reason = refusalOf(error);
    if (reason === undefined) throw error;
    return { reason };
  }
}
