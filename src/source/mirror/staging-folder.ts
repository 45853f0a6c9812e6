import { openSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '../io-error.ts';
import { isRunning, ownMachine, ownProcess } from '../running-process.ts';
import { unfinishedFolder } from './own-name.ts';

/** The folder in which the files of a mirror are written before they are moved to their places. */
export interface StagingFolder {
  /** Creates a file. Throws system errors. */
  create(): UnfinishedFile;
  /** Removes this thread's remaining files, and the folder unless other threads use it. */
  remove(): void;
}

/** An empty file, and its open descriptor. */
interface UnfinishedFile {
  readonly path: string;
  readonly fd: number;
}

/** How to create the files and folders of a mirror. */
export interface MirrorMaker {
  /** The permissions of files; absent for the default ones. */
  readonly fileMode?: number;
  /** Makes a folder of the mirror, with its parents. Throws system errors. */
  makeFolder(path: string): void;
}

/**
 * Opens the staging folder of a mirror, which any number of processes and threads may share; it is
 * created with the first file. Removes files that were left behind by killed processes.
 */
export function openStagingFolder(
  mirror: string,
  { fileMode, makeFolder }: MirrorMaker,
): StagingFolder {
  const folder = join(mirror, unfinishedFolder);
  let created = 0;
  removeFiles(folder, isAbandoned);
  return {
    create() {
      const path = join(folder, `${ownProcess}-${mark}-${++created}@${ownMachine()}`);
      for (let tries = 1; ; tries++) {
        try {
          return { path, fd: openSync(path, 'wx', fileMode) };
        } catch (error) {
          // Another process that ends may just have removed the folder.
          if (systemCode(error) !== 'ENOENT' || tries === maxTries) throw error;
        }
        makeFolder(folder);
      }
    },
    remove() {
      if (created > 0) removeFiles(folder, isOwn);
    },
  };
}

const maxTries = 10;

/** Distinguishes threads, and processes with the same ID. */
const mark = Math.random().toString(36).slice(2);

const fileName = /^(?<pid>\d+)-(?<by>[0-9a-z]+)-\d+@(?<host>.*)$/s;

function removeFiles(folder: string, isRemoved: (name: string, folder: string) => boolean): void {
  try {
    for (const name of readdirSync(folder)) {
      if (isRemoved(name, folder)) rmSync(join(folder, name), { force: true });
    }
    rmdirSync(folder);
  } catch {
    // The folder is missing, in use or read-only; the next write reports the last case.
  }
}

function isOwn(name: string): boolean {
  return fileName.exec(name)?.groups?.['by'] === mark;
}

const day = 86_400_000;

/**
 * Whether a file was left behind: its process on this machine, among the same processes, has ended,
 * or it is more than a day old.
 */
function isAbandoned(name: string, folder: string): boolean {
  const { pid, host } = fileName.exec(name)?.groups ?? {};
  if (pid === undefined) return false;
  if (host === ownMachine() && !isRunning(Number(pid))) return true;
  const found = statSync(join(folder, name), { throwIfNoEntry: false });
  // The modification time is that of the object, so it does not show the file's age.
  return found !== undefined && Date.now() - found.ctimeMs > day;
}
