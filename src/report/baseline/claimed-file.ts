import { lstat, open, rename, rm } from 'node:fs/promises';
import { systemCode } from '../../source/io-error.ts';

/** A new file that no other process writes. */
export interface ClaimedFile {
  /** Writes a text, in pieces, to the disk. */
  write(text: Iterable<string>): Promise<void>;
  /** Renames the file; false when another process has removed it, as one that was left over. */
  moveTo(target: string): Promise<boolean>;
  /** Closes the file, and removes it unless it was renamed. */
  release(): Promise<void>;
}

/** Milliseconds after which a file that was not written to was left over by a process that is dead. */
const stale = 60_000;

/**
 * Creates a file for this user alone; undefined when it is there already, as another process writes it.
 * One that was left over is removed, so that a later call can create it.
 *
 * Throws errors of the system.
 */
export async function claimFile(path: string): Promise<ClaimedFile | undefined> {
  const file = await unlessCode('EEXIST', open(path, 'wx', 0o600));
  if (!file) {
    const there = await unlessCode('ENOENT', lstat(path));
    if (there && Date.now() - there.mtimeMs > stale) await rm(path, { force: true });
    return undefined;
  }
  const isOurs = async () => {
    const there = await unlessCode('ENOENT', lstat(path, { bigint: true }));
    return there?.ino === (await file.stat({ bigint: true })).ino;
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
      // A process that was halted for more than a minute must not rename the file of another.
      if (!(await isOurs())) return false;
      const renamed = rename(path, target).then(() => true);
      return (await unlessCode('ENOENT', renamed)) ?? false;
    },
    async release() {
      if (await isOurs()) await rm(path, { force: true });
      await file.close();
    },
  };
}

const chunkLength = 2 ** 20;

/** The result; undefined when the system reports this code. */
async function unlessCode<T>(code: string, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (systemCode(error) === code) return undefined;
    throw error;
  }
}
