import { closeSync, futimesSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeAll } from '../../streams/write-all.ts';
import { systemCode } from '../io-error.ts';
import type { StoredObject } from '../log-file.ts';
import { FolderError, folderErrorOf, keyRefusal, refusalOf } from './disk-error.ts';
import { localPathOf } from './local-path.ts';
import { addNote, type ObjectFacts } from './object-notes.ts';
import { type MirrorMaker, openWorkplace } from './workplace.ts';

/** Writes the objects of a mirror. */
export interface FolderWriter {
  /**
   * Writes the file of an object, which comes into being whole, with its time and its folders, in place
   * of what is there. Returns why it cannot be there; undefined when it is. Throws FolderError when no
   * other can be, either, and what `chunks` throws.
   */
  write(object: StoredObject, content: ObjectContent): Promise<string | undefined>;
  /** Removes what is not finished. */
  close(): void;
}

/** What is written of an object. */
export interface ObjectContent {
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** What is to be noted about it; called when the chunks have ended. */
  facts(): ObjectFacts;
}

/** Throws FolderError when the folder is there and is not a folder. */
export function createFolderWriter(folder: string, maker: MirrorMaker = usualMaker): FolderWriter {
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw folderErrorOf(error, folder);
    }
  };
  const found = attempt(() => statSync(folder, { throwIfNoEntry: false }));
  if (found?.isDirectory() === false) throw new FolderError(folder, 'it is a file');
  const workplace = openWorkplace(folder, maker);
  /** Most folders hold many files: that one is missing is seen when a file is to be put there. */
  const inFolderOf = (path: string, work: () => void) => {
    try {
      work();
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
      maker.makeFolder(dirname(path));
      work();
    }
  };
  return {
    async write(object, { chunks, facts }) {
      const path = localPathOf(folder, object.key);
      if (path === undefined) return keyRefusal;
      const unfinished = attempt(workplace.create);
      try {
        try {
          for await (const chunk of chunks) attempt(() => writeAll(unfinished.fd, chunk));
          attempt(() => futimesSync(unfinished.fd, new Date(), object.modified / 1000));
        } finally {
          closeSync(unfinished.fd);
        }
        inFolderOf(path, () => {
          // Before the file is in its place: whoever finds the file finds the note.
          addNote(path, { object, facts: facts(), mode: maker.fileMode });
          renameSync(unfinished.path, path);
        });
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

const usualMaker: MirrorMaker = { makeFolder: (path) => mkdirSync(path, { recursive: true }) };
