import { lstat, open, rename, rm } from 'node:fs/promises';
import { systemCode } from '../../source/io-error.ts';

/** A new file that only this process writes. */
export interface ClaimedFile {
  /** Writes the pieces of a text and syncs them to the disk. */
  write(text: Iterable<string>): Promise<void>;
  /**
   * Renames the file; returns false when another process removed it because it looked left over.
   */
  moveTo(target: string): Promise<boolean>;
  /** Closes the file, and removes it unless it was renamed. */
  release(): Promise<void>;
}

/** Milliseconds without a write after which a file counts as left over by a dead process. */
const stale = 60_000;

/**
 * Creates a file that only this user may read. Returns undefined when the file exists, because
 * another process is writing it; a leftover file is removed, so that a later call can create it.
 *
 * Throws system errors.
 */
export async function claimFile(path: string): Promise<ClaimedFile | undefined> {
  const file = await unlessCode('EEXIST', open(path, 'wx', 0o600));
  if (!file) {
    if (await isStale(path)) await removeStale(path);
    return undefined;
  }
  const isOurFile = async () => {
    const current = await unlessCode('ENOENT', lstat(path, { bigint: true }));
    return current?.ino === (await file.stat({ bigint: true })).ino;
  };
  return {
    async write(text) {
      let chunk = '';
      for (const piece of text) {
        chunk += piece;
        if (chunk.length < chunkLength) continue;
        await file.appendFile(chunk);
        chunk = '';
      }
      await file.appendFile(chunk);
      await file.sync();
    },
    async moveTo(target) {
      // A process that was halted for more than a minute must not rename another process's file.
      if (!(await isOurFile())) return false;
      const renamed = rename(path, target).then(() => true);
      return (await unlessCode('ENOENT', renamed)) ?? false;
    },
    async release() {
      if (await isOurFile()) await rm(path, { force: true });
      await file.close();
    },
  };
}

const chunkLength = 2 ** 20;

async function isStale(path: string): Promise<boolean> {
  const current = await unlessCode('ENOENT', lstat(path));
  return current !== undefined && Date.now() - current.mtimeMs > stale;
}

/**
 * Removes a leftover file. Only one process at a time checks it again and removes it. Otherwise a
 * second process that had checked earlier could remove the file that a third one has created in its
 * place.
 */
async function removeStale(path: string): Promise<void> {
  const guardPath = `${path}.stale`;
  const guard = await unlessCode('EEXIST', open(guardPath, 'wx', 0o600));
  if (!guard) {
    if (await isStale(guardPath)) await rm(guardPath, { force: true });
    return;
  }
  try {
    if (await isStale(path)) await rm(path, { force: true });
  } finally {
    await guard.close();
    await rm(guardPath, { force: true });
  }
}

/** Returns the result; undefined when the system reports this error code. */
async function unlessCode<T>(code: string, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (systemCode(error) === code) return undefined;
    throw error;
  }
}
