import { closeSync, futimesSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeAll } from '../../streams/write-all.ts';
import { systemCode } from '../io-error.ts';
import { folderError, folderErrorOf, refusalOf } from './disk-error.ts';
import { openWorkplace } from './workplace.ts';

/** Writes the files of a mirror. */
export interface FolderWriter {
  /**
   * Writes a file, which comes into being whole, with its folders, in place of what is there. Returns
   * why it cannot be there; undefined when it is. Throws ConfigError when no other can be, either, and
   * what `chunks` throws.
   */
  write(file: NewFile): Promise<string | undefined>;
  /** Removes what is not finished. */
  close(): void;
}

/** A file that is to be written. */
export interface NewFile {
  readonly path: string;
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** When it was modified last, in epoch milliseconds. */
  readonly modified: number;
}

/** Throws ConfigError when the folder is there and is none. */
export function createFolderWriter(folder: string): FolderWriter {
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw folderErrorOf(error, folder);
    }
  };
  const found = attempt(() => statSync(folder, { throwIfNoEntry: false }));
  if (found?.isDirectory() === false) throw folderError(folder, 'it is a file');
  const workplace = openWorkplace(folder);
  return {
    async write({ path, chunks, modified }) {
      const unfinished = attempt(workplace.create);
      try {
        try {
          for await (const chunk of chunks) attempt(() => writeAll(unfinished.fd, chunk));
          attempt(() => futimesSync(unfinished.fd, modified / 1000, modified / 1000));
        } finally {
          closeSync(unfinished.fd);
        }
        move(unfinished.path, path);
        return undefined;
      } catch (error) {
        rmSync(unfinished.path, { force: true });
        const reason = refusalOf(error);
        if (reason !== undefined) return reason;
        throw folderErrorOf(error, folder);
      }
    },
    close: workplace.remove,
  };
}

/** Most folders hold many files: that one is missing is seen when a file is to be put there. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
  }
}
