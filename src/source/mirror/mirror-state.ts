import { type Stats, statSync } from 'node:fs';
import type { StoredObject } from '../log-file.ts';
import { keyRefusal, refusalOf } from './disk-error.ts';
import { localPathOf } from './local-path.ts';

/** Whether a mirror already holds an object, or the reason why it cannot. */
export type MirrorState = 'there' | 'missing' | { readonly reason: string };

/** Looks for an object in a mirror. Throws system errors, except those about this one file. */
export function mirrorStateOf(folder: string, object: StoredObject): MirrorState {
  const path = localPathOf(folder, object.key);
  if (path === undefined) return { reason: keyRefusal };
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) return { reason: 'there is a folder with its name' };
    return found && isFileOf(object, found) ? 'there' : 'missing';
  } catch (error) {
    const reason = refusalOf(error);
    if (reason === undefined) throw error;
    return { reason };
  }
}

/**
 * Returns whether a file is a copy of an object, by its size and time. ETags are not compared: the
 * log files of trails never change, and another object under the same key has another time.
 */
export function isFileOf(
  { size, modified }: StoredObject,
  found: Pick<Stats, 'size' | 'mtimeMs'>,
): boolean {
  // Not every file system keeps the time to the second.
  return found.size === size && Math.abs(found.mtimeMs - modified) < 2000;
}
