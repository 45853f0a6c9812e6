import { type Stats, statSync } from 'node:fs';
import type { StoredObject } from '../log-file.ts';
import { keyRefusal, refusalOf } from './disk-error.ts';
import { localPathOf } from './local-path.ts';

/** Whether a mirror has an object already, or why it cannot. */
export type Standing = 'there' | 'missing' | { readonly reason: string };

/** Looks for an object in a mirror. Throws what the system reports unless that is about this one file. */
export function standingOf(folder: string, object: StoredObject): Standing {
  const path = localPathOf(folder, object.key);
  if (path === undefined) return { reason: keyRefusal };
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) return { reason: 'there is a folder of its name' };
    return found && isFileOf(object, found) ? 'there' : 'missing';
  } catch (error) {
    const reason = refusalOf(error);
    if (reason === undefined) throw error;
    return { reason };
  }
}

/**
 * Whether a file is an object: it has the object's size and time. Tags of S3 are not compared: log files
 * of trails never change, and another object under the same key has another time.
 */
export function isFileOf(
  { size, modified }: StoredObject,
  found: Pick<Stats, 'size' | 'mtimeMs'>,
): boolean {
  // Not every file system keeps the time to the second.
  return found.size === size && Math.abs(found.mtimeMs - modified) < 2000;
}
