import { closeSync, futimesSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeAll } from '../../streams/write-all.ts';
import { systemCode } from '../io-error.ts';
import type { StoredObject } from '../log-file.ts';
import { FolderError, folderErrorOf, keyRefusal, refusalOf } from './disk-error.ts';
import { localPathOf } from './local-path.ts';
import { addNote, type ObjectFacts } from './object-notes.ts';
import { type MirrorMaker, openStagingFolder } from './staging-folder.ts';

/** Writes the objects of a mirror. */
export interface FolderWriter {
  /**
   * Writes the file of an object in one step, with its time and its folders, replacing any file
   * there. Returns why it could not be written; undefined when it was. Throws FolderError when no
   * other file could be written either, and the errors of `chunks`.
   */
  write(object: StoredObject, content: ObjectContent): Promise<string | undefined>;
  /** Removes unfinished files. */
  close(): void;
}

/** The content of an object to be written. */
export interface ObjectContent {
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Returns the facts to note about it; called after the last chunk. */
  facts(): ObjectFacts;
}

/** Creates a writer for a mirror. Throws FolderError when the path exists and is not a folder. */
export function createFolderWriter(
  folder: string,
  maker: MirrorMaker = defaultMaker,
): FolderWriter {
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw folderErrorOf(error, folder);
    }
  };
  const found = attempt(() => statSync(folder, { throwIfNoEntry: false }));
  if (found?.isDirectory() === false) throw new FolderError(folder, 'it is a file');
  const staging = openStagingFolder(folder, maker);
  /**
   * Runs `work`, and makes the folder of the path only if that fails: most folders already exist.
   */
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
      const unfinished = attempt(staging.create);
      try {
        try {
          for await (const chunk of chunks) attempt(() => writeAll(unfinished.fd, chunk));
          attempt(() => futimesSync(unfinished.fd, new Date(), object.modified / 1000));
        } finally {
          closeSync(unfinished.fd);
        }
        inFolderOf(path, () => {
          // Notes the facts before the file is in its place: a process that finds the file also
          // finds the note.
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
    close: staging.remove,
  };
}

const defaultMaker: MirrorMaker = { makeFolder: (path) => mkdirSync(path, { recursive: true }) };
